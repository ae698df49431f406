using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Judging;

/// <summary>Judge: reads baseline.json, candidate.json, prune.json and repair.json of a run; writes repair.json.</summary>
public static class JudgeStep
{
    /// <summary>Compares the candidate with the baseline and decides what happens next.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The judgement; nothing is thrown for a regression.</returns>
    /// <exception cref="PackagesChangedException">A report proves nothing.</exception>
    public static Task<Judgement> RunAsync(IRunStore run, CancellationToken cancellationToken) =>
        RunAsync(run, trials: null, cancellationToken);

    /// <summary>The same where single failures can be tried: what is restored is searched for at once, and is no more than is needed.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="trials">Tries failures on the layer with some removed files in it; null where only a whole round can.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The judgement; nothing is thrown for a regression.</returns>
    /// <exception cref="PackagesChangedException">A report proves nothing.</exception>
    public static async Task<Judgement> RunAsync(IRunStore run, IRepairTrials? trials, CancellationToken cancellationToken)
    {
        var baseline = await run.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var candidate = await run.ReadJsonAsync(RunFiles.Candidate, ProbingJson.Default.ProbeReport, cancellationToken);
        baseline.ThrowIfChanged();
        candidate.ThrowIfChanged();
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var log = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);

        var regressions = ProbeComparison.Compare(baseline, candidate, GivenUp.Of(pruned).Contains);
        var judgement = (
            await DecideAsync(
                regressions,
                pruned,
                log ?? new RepairLog(),
                trials is null ? null : new ComparedTrial(baseline, trials),
                cancellationToken
            )
        ) with
        {
            NotComparable = ProbeComparison.NotComparable(baseline, candidate),
        };
        await run.WriteJsonAsync(RunFiles.Repair, judgement.Log, PruningJson.Default.RepairLog, cancellationToken);
        return judgement;
    }

    private static async Task<Judgement> DecideAsync(
        IReadOnlyList<Regression> regressions,
        PruneReport pruned,
        RepairLog log,
        ComparedTrial? trial,
        CancellationToken cancellationToken
    )
    {
        if (regressions.Count == 0 || log.Search is not null || log.Rounds.Count >= RepairLog.MaxRounds)
        {
            return Judge.Decide(regressions, pruned, log);
        }

        if (trial is null)
        {
            return pruned.Cold is null ? Judge.Decide(regressions, pruned, log) : DecideUntried(regressions, pruned, pruned.Cold, log);
        }

        if (pruned.Cold is { } cold)
        {
            // The trials are those of the plain layer: what works there fails because its distribution is cold.
            var plain = await trial.RunAsync(new HashSet<string>(StringComparer.Ordinal), regressions, cancellationToken);
            var failing = plain.Select(regression => (regression.Kind, regression.Id)).ToHashSet();
            var ofCold = regressions.Where(regression => !failing.Contains((regression.Kind, regression.Id))).ToList();
            if (ofCold.Count > 0)
            {
                return Judge.Heat(regressions, log, ColdBlame.Of(cold, ofCold));
            }
        }

        var search = new RepairSearch(pruned, trial.RunAsync, () => trial.IsOver);
        await search.RunAsync(regressions, cancellationToken);
        return Judge.Decide(regressions, search, new MissingEntries(pruned), log);
    }

    /// <summary>
    /// Where nothing can be tried on the plain layer: a cold distribution is let be hot if a failure is its own or names it, and names
    /// nothing that was removed; all of them once there is nothing else to do.
    /// </summary>
    private static Judgement DecideUntried(IReadOnlyList<Regression> regressions, PruneReport pruned, ColdReport cold, RepairLog log)
    {
        var likely = ColdBlame.Likely(cold, regressions, new MissingEntries(pruned));
        if (likely.Count > 0)
        {
            return Judge.Heat(regressions, log, likely);
        }

        var judgement = Judge.Decide(regressions, pruned, log);
        return judgement.Verdict == Verdict.Stop ? Judge.Heat(regressions, log, ColdBlame.Of(cold, regressions)) : judgement;
    }
}
