using LayerPipeline.Cli.Output;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Cli.Steps;

/// <summary>Prune: splits raw.zip.</summary>
internal sealed class PruneRawStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Prune;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        run.ProbedTree = null;
        var options = new PruneOptions { UseEvidence = run.Switches.UseEvidence };
        var report = await new PruneStep(RuleSet.Shipped) { Written = new WorkDone("entries written", progress).Take }.RunAsync(
            run.Files,
            options,
            cancellationToken
        );
        return new StepOutcome($"{report.BytesBefore:N0} → {report.BytesAfter:N0} bytes") { Warnings = [.. PruneWarnings.In(report)] };
    }
}
