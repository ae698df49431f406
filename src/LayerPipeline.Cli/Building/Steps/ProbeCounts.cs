using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Building.Steps;

/// <summary>A probe's report in half a sentence.</summary>
internal static class ProbeCounts
{
    /// <summary>Counts what worked.</summary>
    public static string Of(ProbeReport report) =>
        $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
        + $"{report.Behaviours.Count(behaviour => behaviour.Ok)} of {report.Behaviours.Count} behaviours work";
}
