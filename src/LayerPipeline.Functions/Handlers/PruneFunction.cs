using Amazon.Lambda.Core;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Prune: turns pip's report into install.json, and raw.zip into layer.zip and pruned.zip.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class PruneFunction(IBucket bucket)
{
    /// <summary>As Lambda makes it.</summary>
    public PruneFunction()
        : this(FunctionSettings.Bucket) { }

    /// <summary>Prunes.</summary>
    /// <param name="input">The run.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>Bytes before and after.</returns>
    /// <exception cref="SystemLibraryException">The build found no library that the request names.</exception>
    public async Task<PruneOutput> HandleAsync(RunInput input, ILambdaContext context)
    {
        using var step = new Invocation("Prune", context);
        var run = bucket.Run(input.Run, ExpectedETags.Read(input.Pins));
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, step.Limit);
        await WriteInstallAsync(run, plan, step.Limit);
        var report = await new PruneStep(RuleSet.Shipped).RunAsync(run, PruneOptions.Default, step.Limit);
        step.Log(input.Run, input.Round, report.BytesAfter);
        return new PruneOutput
        {
            BytesBefore = report.BytesBefore,
            BytesAfter = report.BytesAfter,
            Warnings = [.. plan.Warnings, .. report.Cold?.Warnings ?? []],
            Layer = BucketKeys.Run(input.Run) + RunFiles.Layer,
        };
    }

    private static async Task WriteInstallAsync(IRunStore run, BuildPlan plan, CancellationToken cancellationToken)
    {
        var report = await run.ReadAsync(RunFiles.PipReport, "the build writes it", cancellationToken);
        var taken =
            plan.Request.SystemLibraries.Count == 0
                ? null
                : await run.ReadJsonAsync(RunFiles.SystemLibraries, InstallingJson.Default.TakenLibraries, cancellationToken);
        if (taken is not null)
        {
            SystemLibraryCheck.CheckThere(taken, onAws: true);
        }

        var install = PipReport.Parse(report) with { SystemLibraries = taken?.Libraries ?? [] };
        await run.WriteJsonAsync(RunFiles.Install, install, InstallingJson.Default.InstallReport, cancellationToken);
    }
}
