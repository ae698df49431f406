using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Probe layer: imports and runs the layer, as the baseline was.</summary>
internal sealed class ProbeLayerStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.ProbeLayer;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var baseline = await run.Files.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var tree = await run.UnpackAsync(RunFiles.Layer, "layer", cancellationToken);
        var probe = new LocalProbe(run.Interpreter.Interpreter, run.Scratch);
        var report = await probe.RunAsync(
            ProbeArguments.OfCandidate(run.Plan.ProbeArguments, baseline, probe.Place(tree)),
            cancellationToken,
            progress
        );
        await run.Files.WriteJsonAsync(RunFiles.Candidate, report, ProbingJson.Default.ProbeReport, cancellationToken);
        return new StepOutcome(ProbeCounts.Of(report));
    }
}
