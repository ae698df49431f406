using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Judging;

/// <summary>
/// Compares a candidate with its baseline and decides: publish, stop, or which removed entries the next round restores.
/// First the entries that a failure names; where it names none, all of the distributions in question, then by halves.
/// </summary>
internal static class Judge
{
    private const int FailuresListed = 50;

    /// <summary>Judges a candidate.</summary>
    /// <param name="regressions">What worked on the untouched packages and does not on the layer.</param>
    /// <param name="pruned">What was removed from the candidate.</param>
    /// <param name="log">The rounds so far.</param>
    /// <returns>What is to be done.</returns>
    public static Judgement Decide(IReadOnlyList<Regression> regressions, PruneReport pruned, RepairLog log)
    {
        if (log.Search is { } search)
        {
            return new Bisection(log, search, pruned).Continue(regressions);
        }

        if (regressions.Count == 0)
        {
            return new Judgement
            {
                Verdict = Verdict.Publish,
                Regressions = regressions,
                Log = log,
            };
        }

        return log.Rounds.Count < RepairLog.MaxRounds
            ? Restore(regressions, new MissingEntries(pruned), log)
            : Stop(regressions, log, $"still broken after {RepairLog.MaxRounds} repair rounds");
    }

    /// <summary>Judges a candidate by what a search found.</summary>
    /// <param name="regressions">What worked on the untouched packages and does not on the layer.</param>
    /// <param name="search">The search, which has ended.</param>
    /// <param name="files">What can be restored.</param>
    /// <param name="log">The rounds so far.</param>
    /// <returns>What is to be done: to stop where a failure has nothing to do with what was removed.</returns>
    internal static Judgement Decide(IReadOnlyList<Regression> regressions, RepairSearch search, MissingEntries files, RepairLog log)
    {
        if (search.Unmended.Count > 0)
        {
            return files.Dropped.Count > 0
                ? Unmendable(search.Unmended, log, files)
                : Stop(search.Unmended, log, "it fails with every removed file put back, so pruning did not cause the failure") with
                {
                    IsUnrelatedToPruning = true,
                };
        }

        return new Judgement
        {
            Verdict = Verdict.Repair,
            Regressions = regressions,
            Log = log with
            {
                Rounds = [.. log.Rounds, Round(regressions, search.Restored.Select(entry => entry.Path)) with { Trials = search.Trials }],
                Restored = [.. log.Restored, .. search.Restored],
            },
        };
    }

    internal static Judgement Stop(IReadOnlyList<Regression> regressions, RepairLog log, string problem) =>
        new()
        {
            Verdict = Verdict.Stop,
            Regressions = regressions,
            Log = log,
            Problem = problem,
        };

    /// <summary>Lets distributions be hot that fail only out of the cold store.</summary>
    internal static Judgement Heat(IReadOnlyList<Regression> regressions, RepairLog log, IReadOnlyDictionary<string, string> hot) =>
        new()
        {
            Verdict = Verdict.Repair,
            Regressions = regressions,
            Log = log with
            {
                Rounds = [.. log.Rounds, Round(regressions, [])],
                Hot = (log.Hot ?? new Dictionary<string, string>())
                    .Concat(hot)
                    .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                    .ToDictionary(StringComparer.Ordinal),
            },
        };

    internal static RepairRound Round(IReadOnlyList<Regression> regressions, IEnumerable<string> restored) =>
        new()
        {
            Failures = [.. regressions.Take(FailuresListed).Select(regression => regression.Id)],
            FailureCount = regressions.Count,
            Restored = [.. restored],
        };

    private static Judgement Restore(IReadOnlyList<Regression> regressions, MissingEntries files, RepairLog log)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var regression in regressions)
        {
            foreach (var path in files.Find(regression.Error))
            {
                named.TryAdd(path, Because(regression, isGroup: false));
            }
        }

        // The last round restores the whole distributions in question: no further one could ask for what is missing then.
        if (named.Count > 0 && log.Rounds.Count < RepairLog.MaxRounds - 1)
        {
            return Repair(regressions, log, named, search: null);
        }

        var suspects = Bisection.Suspects(regressions, files, named);
        if (suspects.Count == 0)
        {
            return Unmendable(regressions, log, files);
        }

        var because = Because(regressions[0], isGroup: true);
        var search = new BisectionState { Because = because, Enough = suspects };
        var restore = suspects.ToDictionary(path => path, path => named.GetValueOrDefault(path, because), StringComparer.Ordinal);
        return Repair(regressions, log, restore, search);
    }

    private static Judgement Repair(
        IReadOnlyList<Regression> regressions,
        RepairLog log,
        IReadOnlyDictionary<string, string> restore,
        BisectionState? search
    ) =>
        new()
        {
            Verdict = Verdict.Repair,
            Regressions = regressions,
            Log = log with
            {
                Rounds = [.. log.Rounds, Round(regressions, restore.Keys)],
                Restored = [.. log.Restored, .. restore.Select(entry => new Restoration(entry.Key, entry.Value))],
                Search = search,
            },
        };

    /// <summary>Stops where nothing is left to restore.</summary>
    internal static Judgement Unmendable(IReadOnlyList<Regression> regressions, RepairLog log, MissingEntries files)
    {
        if (files.Dropped.Count == 0)
        {
            const string Untouched = "no removed file is left to restore, so pruning did not cause the failure";
            return Stop(regressions, log, Untouched) with { IsUnrelatedToPruning = true };
        }

        var failures = string.Join(", ", regressions.Take(3).Select(regression => regression.Id));
        var dropped =
            $"only files that prune.drop names are missing ({files.Dropped.Count}, including {files.Dropped[0].Path}), "
            + $"and {failures} may need them; remove them from prune.drop";
        return Stop(regressions, log, dropped);
    }

    /// <summary>Why a file is restored.</summary>
    /// <param name="regression">The failure that needs it.</param>
    /// <param name="isGroup">Whether it is one of several of which not each was seen to be needed.</param>
    /// <returns>The reason, for prune.json and the summary.</returns>
    internal static string Because(Regression regression, bool isGroup)
    {
        var failure = regression.Error is { } error ? $"{regression.Id} fails with {error.Summary}" : $"{regression.Id} fails";
        return isGroup ? $"restored: without one of the files of its group {failure}" : $"restored: without it {failure}";
    }
}
