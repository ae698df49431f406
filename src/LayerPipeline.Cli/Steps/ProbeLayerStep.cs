using LayerPipeline.Measuring;
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
        var cold = new ColdProbe(run, probe, tree);
        // Bytecode of the untouched packages is not that of the stubs that stand in their place.
        var place = cold.IsNeeded ? probe.Place(tree) with { Pycache = null } : probe.Place(tree);
        var arguments = ProbeArguments.OfCandidate(run.Plan.ProbeArguments, baseline, place);
        var report = await probe.RunAsync(arguments, cancellationToken, progress);
        var text = ProbeCounts.Of(report);
        if (cold.IsNeeded)
        {
            var (both, costs) = await cold.RunAsync(arguments, report, cancellationToken);
            await run.Files.WriteJsonAsync(RunFiles.Cold, costs, MeasuringJson.Default.ColdCosts, cancellationToken);
            (report, text) = (both, $"{costs.Fresh}; inflated before: {costs.Warm}");
        }

        run.ProbedTree = tree;
        await run.Files.WriteJsonAsync(RunFiles.Candidate, report, ProbingJson.Default.ProbeReport, cancellationToken);
        return new StepOutcome(text);
    }
}
