using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Judging;

/// <summary>The two gates that need a run: imports and behaviours, the layer against the untouched packages.</summary>
internal static class ProbeGates
{
    /// <summary>Compares two probes.</summary>
    /// <param name="baseline">The probe of the raw tree.</param>
    /// <param name="candidate">The probe of the layer.</param>
    /// <param name="isGivenUp">Whether the request gave up a module or a behaviour.</param>
    /// <returns>The answers of both gates.</returns>
    public static IReadOnlyList<GateResult> Check(ProbeReport baseline, ProbeReport candidate, Func<ProbeResult, bool> isGivenUp)
    {
        var regressions = ProbeComparison.Compare(baseline, candidate, isGivenUp);
        var modules = baseline.Modules.Where(module => !isGivenUp(module)).ToList();
        var behaviours = baseline.Behaviours.Where(behaviour => !isGivenUp(behaviour)).ToList();
        return
        [
            Check(
                "imports",
                "modules",
                modules,
                [.. regressions.Where(r => r.Kind == RegressionKind.Module)],
                baseline.Modules.Count - modules.Count
            ),
            WithNumbers(
                Check(
                    "behaviours",
                    "behaviours",
                    behaviours,
                    [.. regressions.Where(r => r.Kind == RegressionKind.Behaviour)],
                    baseline.Behaviours.Count - behaviours.Count
                ),
                ProbeComparison.NotComparable(baseline, candidate)
            ),
        ];
    }

    private static GateResult WithNumbers(GateResult gate, IReadOnlyList<string> notComparable) =>
        notComparable.Count == 0
            ? gate
            : gate with
            {
                Status = gate.Status == GateStatus.Pass ? GateStatus.Warn : gate.Status,
                Measured = $"{gate.Measured}; the numbers of {notComparable.Count} are not comparable",
                Message = string.Join(
                    "\n",
                    [
                        .. gate.Message.Length == 0 ? Array.Empty<string>() : [gate.Message],
                        "Not comparable, because the processors of the two probes have different features: "
                            + $"{string.Join(", ", notComparable.Take(10))}{(notComparable.Count > 10 ? ", ..." : "")}.",
                    ]
                ),
            };

    private static GateResult Check(string gate, string what, List<ProbeResult> before, List<Regression> regressions, int givenUp)
    {
        var worked = before.Count(result => result.Ok);
        var failedBefore = before.Count - worked;
        var already = failedBefore == 0 ? "" : $"; {failedBefore} also failed before pruning";
        var gone = givenUp == 0 ? "" : $"; {givenUp} given up by the request";
        return new GateResult
        {
            Gate = gate,
            Topic = GateSubject.Probe,
            Status = regressions.Count == 0 ? GateStatus.Pass : GateStatus.Fail,
            Measured = $"{worked - regressions.Count} of {worked} {what} that worked before{already}{gone}",
            Message = string.Join("\n", regressions.Take(10).Select(regression => $"{regression.Id}: {regression.Reason}")),
        };
    }
}
