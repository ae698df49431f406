using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Steps;

/// <summary>Every step after Plan, as this machine carries it out. Their order is <see cref="PipelineSteps.All"/>'s.</summary>
internal static class LocalSteps
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ILocalStep> All { get; } =
    [
        new InstallStep(),
        new ProbeRawStep(),
        new PruneRawStep(),
        new CheckLayerStep(),
        new ProbeLayerStep(),
        new JudgeLayerStep(),
        new MeasureStep(),
        new RecordLayerStep(),
    ];

    /// <summary>How a step is carried out here.</summary>
    /// <param name="step">Any step but Plan.</param>
    /// <returns>The step.</returns>
    public static ILocalStep Of(PipelineStep step) => All.First(local => local.Step == step);
}
