using System.Text;
using Amazon.Lambda.Core;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Plan: judges the request completely, writes plan.json of each combination, and puts the tools in their place.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="settings">What the template set.</param>
public sealed class PlanFunction(IBucket bucket, PlanSettings settings)
{
    /// <summary>As Lambda makes it.</summary>
    public PlanFunction()
        : this(FunctionSettings.Bucket, PlanSettings.OfDeployment()) { }

    /// <summary>Plans.</summary>
    /// <param name="input">The execution and its request.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>One build each combination.</returns>
    /// <exception cref="InvalidRequestException">The request can't be built as it stands.</exception>
    public async Task<PlanOutput> HandleAsync(PlanInput input, ILambdaContext context)
    {
        using var step = new Invocation("Plan", context);
        var plans = await PlanAsync(RequestReader.Read(Encoding.UTF8.GetBytes(input.Request.GetRawText())), input.Started, step.Limit);
        if (plans.FirstOrDefault(plan => !plan.Name.StartsWith(settings.LayerPrefix, StringComparison.Ordinal)) is { } other)
        {
            throw new InvalidRequestException(
                "name",
                other.Name,
                $"must begin with '{settings.LayerPrefix}': this deployment publishes no other layers (its parameter LayerPrefix)."
            );
        }

        var tools = await ToolsZip.MakeAsync(step.Limit);
        await bucket.TryWriteAsync(BucketKeys.Tools(tools.Digest), tools.Zip, expected: null, step.Limit);

        var builds = new List<PlannedBuild>();
        foreach (var plan in plans)
        {
            var names = new ResourceNames(bucket.Address(""), input.Execution, plan);
            await bucket.Run(names.Run).WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, step.Limit);
            builds.Add(Build(plan, names, BucketKeys.Tools(tools.Digest)));
            step.Log(names.Run);
        }

        return new PlanOutput { Builds = builds, Buildspec = ToolsZip.Buildspec() };
    }

    /// <summary>The request's plans, with what the deployment decides where a request does not.</summary>
    private async Task<List<BuildPlan>> PlanAsync(LayerRequest request, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var sources = request.RequirementsFile is { } path
            ? RequestSources.Read([await bucket.OpenAsync(path, cancellationToken)], places: null)
            : RequestSources.None;
        var complete = request with { Publish = request.Publish with { Storage = request.Publish.Storage ?? settings.LayerStorage } };
        var plans = new Planner().PlanOnAws(complete, sources, DateOnly.FromDateTime(started.UtcDateTime));
        return [.. plans.Select(plan => plan with { SigningProfileArn = settings.SigningProfile?.Arn })];
    }

    private PlannedBuild Build(BuildPlan plan, ResourceNames names, string tools) =>
        new()
        {
            Run = names.Run,
            Target = names.Target,
            Name = plan.Name,
            Candidate = names.Candidate,
            Function = names.Function(settings.FunctionPrefix),
            Parameter = $"{settings.ParameterPrefix}/{names.Target}",
            Description = plan.Request.Publish.Description ?? plan.Name,
            Runtime = plan.Runtime.Name,
            Architecture = plan.Architecture,
            // Source of the tags: https://gallery.ecr.aws/sam/build-python3.13.
            Image = plan.Runtime.ImageFor(plan.Architecture),
            Environment = plan.Architecture == "arm64" ? "ARM_CONTAINER" : "LINUX_CONTAINER",
            TimeoutMinutes = plan.Request.AllowBuild ? settings.CompileMinutes : settings.InstallMinutes,
            Tools = tools,
            Besides = plan.Request.Budget.OtherLayers,
            ShareWith = plan.Request.Publish.ShareWith,
            KeepVersions = plan.Request.Publish.KeepVersions ?? 0,
            Storage = plan.Request.Publish.Storage!,
            SigningProfile = settings.SigningProfile?.Name ?? "",
            SigningAccount = settings.SigningProfile?.Account ?? "",
            Warnings = plan.Warnings,
        };
}
