using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Verifying;

/// <summary>
/// Imports and behaviours of a layer that has no baseline: what its code can't have done before it was packed is broken;
/// what needs a third-party package that is not there, or fails in a part of a package that works, may never have worked and is only reported.
/// </summary>
public static class StandaloneProbeGates
{
    private const int Listed = 10;

    /// <summary>Judges a probe by itself.</summary>
    /// <param name="report">The probe of the layer.</param>
    /// <param name="held">The modules that the layer holds.</param>
    /// <param name="optional">Libraries that are missing and that the layer does without.</param>
    /// <returns>The answers of both gates.</returns>
    public static IReadOnlyList<GateResult> Check(ProbeReport report, LayerModules held, IReadOnlyCollection<string> optional)
    {
        var judge = new FailureCauses(report, held, optional);
        return
        [
            report.Modules.Count == 0 ? NothingFound(held) : Check("imports", "modules", report.Modules, judge),
            Check("behaviours", "behaviours", report.Behaviours, judge),
        ];
    }

    private static GateResult NothingFound(LayerModules held) =>
        new()
        {
            Gate = "imports",
            Topic = GateSubject.Probe,
            Status = GateStatus.Fail,
            Measured = "0 modules found",
            Message = held.Described,
        };

    private static GateResult Check(string gate, string what, IReadOnlyList<ProbeResult> results, FailureCauses judge)
    {
        var failed = results.Where(result => !result.Ok).ToLookup(judge.CauseOf);
        List<ProbeResult> broken = [.. failed[FailureCause.Broken]];
        List<string> notes = [.. Foreign([.. failed[FailureCause.ForeignPackage]]), .. Own([.. failed[FailureCause.Own]])];
        return new GateResult
        {
            Gate = gate,
            Topic = GateSubject.Probe,
            Status =
                broken.Count > 0 ? GateStatus.Fail
                : notes.Count > 0 ? GateStatus.Warn
                : GateStatus.Pass,
            Measured =
                $"{results.Count(result => result.Ok)} of {results.Count} {what} work; {Plural.Of(broken.Count, "is broken", "are broken")}",
            Message = string.Join("\n", broken.Count > 0 ? Lines(broken) : notes),
        };
    }

    private static IEnumerable<string> Foreign(List<ProbeResult> failed)
    {
        if (failed.Count > 0)
        {
            var names = failed
                .Select(result => LayerModules.PackageOf(result.Error!.MissingModule!))
                .Distinct(StringComparer.Ordinal)
                .ToList();
            yield return $"{Plural.Of(failed.Count, "needs", "need")} packages that are not in the layer: {MessageText.List(names, Listed)}. "
                + "Add the ones that the function needs.";
        }
    }

    private static IEnumerable<string> Own(List<ProbeResult> failed)
    {
        if (failed.Count > 0)
        {
            yield return $"{Plural.Of(failed.Count, "fails", "fail")} for reasons that may lie in the packages themselves; without the untouched packages this can't be decided:";
            foreach (var line in Lines(failed))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Lines(List<ProbeResult> results) =>
        results.Take(Listed).Select(result => $"{result.Id}: {result.Reason}");
}
