using LayerPipeline.Pipeline;
using LayerPipeline.Recording;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Cli.Steps;

/// <summary>Record: writes manifest.json and report.html.</summary>
internal sealed class RecordLayerStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Record;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var manifest = await RecordStep.RunAsync(run.Files, publication: null, cancellationToken);
        await RunReport.WriteAsync(run.Files, manifest, cancellationToken);
        return new StepOutcome(manifest.Proven ? "proven" : "UNPROVEN");
    }
}
