using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>A probe's report in half a sentence.</summary>
internal static class ProbeCounts
{
    /// <summary>Counts what worked.</summary>
    public static string Of(ProbeReport report)
    {
        var behaviours = report.Behaviours.Where(behaviour => !behaviour.IsLazy).ToList();
        return $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
            + $"{behaviours.Count(behaviour => behaviour.Ok)} of {behaviours.Count} behaviours work";
    }
}
