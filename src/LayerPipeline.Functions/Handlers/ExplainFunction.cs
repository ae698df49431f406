using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Uv;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Explain: says of any failure what failed, what to do next and where the run's files are.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class ExplainFunction(IBucket bucket)
{
    /// <summary>Characters of a cause: a person reads it in the console, and a state's data is limited.</summary>
    private const int CauseCharacters = 6000;

    /// <summary>As Lambda makes it.</summary>
    public ExplainFunction()
        : this(FunctionSettings.Bucket) { }

    /// <summary>Explains.</summary>
    /// <param name="input">The failure as it was caught.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>Name and cause.</returns>
    public async Task<ExplainOutput> HandleAsync(ExplainInput input, ILambdaContext context)
    {
        using var step = new Invocation("Explain", context);
        var caught = CaughtError.Read(input);
        var failure = caught.Build is null ? Explanation.Of(caught) : await InstallerAsync(input.Run, step.Limit) ?? Explanation.Of(caught);
        var published = string.IsNullOrEmpty(input.LayerVersionArn)
            ? ""
            : $"\n{input.LayerVersionArn} is published nevertheless. Start again: it will be found, and the remaining steps will be done.";
        var where = input.Run is null ? "" : $"\nThe files of the run are in {bucket.Address(BucketKeys.Run(input.Run))}";
        step.Log(input.Run ?? "");
        return new ExplainOutput { Error = failure.Error, Cause = Shorten(failure.Cause) + published + where };
    }

    private async Task<Explanation?> InstallerAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        var file = await bucket.TryReadAsync(BucketKeys.Run(name) + RunFiles.PipFailure, cancellationToken);
        if (file is null || JsonSerializer.Deserialize(file.Content.Span, FunctionsJson.Default.PipFailureFile) is not { } said)
        {
            return null;
        }

        var plan = await bucket.Run(name).ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var failure =
            said.Installer == "uv"
                ? UvFailure.Explain(said.ExitCode, said.Error)
                : PipFailure.Explain(said.ExitCode, said.Output, said.Error, said.Log, plan);
        var wanted = said.Wanted is null ? "" : $"installer: the build could not get '{plan.Request.Installer}'. ";
        return new Explanation(nameof(InstallFailedException), wanted + failure.Message);
    }

    private static string Shorten(string text) => text.Length > CauseCharacters ? text[..CauseCharacters] + " ..." : text;
}
