namespace LayerPipeline.Probing;

/// <summary>A probe's report in half a sentence.</summary>
public static class ProbeCounts
{
    /// <summary>Counts what worked.</summary>
    /// <param name="report">The report.</param>
    /// <returns>How many of how many modules import and behaviours work.</returns>
    public static string Of(ProbeReport report)
    {
        var behaviours = report.Behaviours.Where(behaviour => !behaviour.IsLazy).ToList();
        return $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
            + $"{behaviours.Count(behaviour => behaviour.Ok)} of {behaviours.Count} behaviours work";
    }
}
