using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Probing;

internal static class ReportReading
{
    public static ProbeResult Module(this ProbeReport report, string id) => report.Modules.Single(result => result.Id == id);

    public static ProbeResult Behaviour(this ProbeReport report, string id) => report.Behaviours.Single(result => result.Id == id);

    public static IEnumerable<string> Statuses(this IEnumerable<ProbeResult> results) =>
        results.Select(result => $"{result.Id} {result.Status}");

    public static IEnumerable<string> OpenedFiles(this ProbeReport report) =>
        report.Modules.Concat(report.Behaviours).SelectMany(result => result.Opened);
}
