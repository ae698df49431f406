using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Cli.Building.Steps;

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
        var report = await new LocalProbe(run.Interpreter.Interpreter, run.Scratch).RunAsync(
            tree,
            ProbeMode.Candidate,
            baseline,
            run.Plan.Request.Probes,
            ProbedCores.For(run.Plan),
            cancellationToken
        );
        await run.Files.WriteJsonAsync(RunFiles.Candidate, report, ProbingJson.Default.ProbeReport, cancellationToken);
        return new StepOutcome(ProbeCounts.Of(report));
    }
}
