using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Judging;

/// <summary>One step of a search by halves.</summary>
/// <param name="log">The rounds so far.</param>
/// <param name="search">The search as it stands.</param>
/// <param name="pruned">What was removed from the candidate.</param>
internal sealed class Bisection(RepairLog log, BisectionState search, PruneReport pruned)
{
    /// <summary>
    /// Removed entries of the distributions that the failures and the entries they name are in, or all removed entries where those
    /// have none.
    /// </summary>
    public static IReadOnlyList<string> Suspects(
        IReadOnlyList<Regression> regressions,
        MissingEntries files,
        IReadOnlyDictionary<string, string> named
    )
    {
        var distributions = regressions.Select(regression => regression.Distribution).OfType<string>().ToHashSet(StringComparer.Ordinal);
        distributions.UnionWith(
            files.All.Where(entry => named.ContainsKey(entry.Path)).Select(entry => entry.Distribution).OfType<string>()
        );
        var near = files.All.Where(entry => named.ContainsKey(entry.Path) || IsOf(entry, distributions)).ToList();
        return [.. (near.Count > 0 ? near : files.All).Select(entry => entry.Path).Order(StringComparer.Ordinal)];
    }

    private static bool IsOf(EntryDecision entry, HashSet<string> distributions) =>
        entry.Distribution is { } owner && distributions.Contains(owner);

    /// <summary>Goes on after a round: narrows what was enough, tries the other half, or widens.</summary>
    public Judgement Continue(IReadOnlyList<Regression> regressions)
    {
        if (search.Proven || regressions.Count == 0)
        {
            return regressions.Count == 0 ? Narrow(search.Trying ?? search.Enough) : OtherHalf(regressions);
        }

        return Widen(regressions);
    }

    /// <summary>What is restored now is enough: is half of it?</summary>
    private Judgement Narrow(IReadOnlyList<string> enough)
    {
        // A trial may fail, and then one more round is needed to return to what was enough.
        if (enough.Count == 1 || log.Rounds.Count >= RepairLog.MaxRounds - 1)
        {
            return new Judgement
            {
                Verdict = Verdict.Publish,
                Regressions = [],
                Log = log with { Search = null },
            };
        }

        var half = enough.Take((enough.Count + 1) / 2).ToList();
        return Try([], search with { Enough = enough, Proven = true, Trying = half, SecondHalf = false });
    }

    private Judgement OtherHalf(IReadOnlyList<Regression> regressions)
    {
        if (!search.SecondHalf && log.Rounds.Count < RepairLog.MaxRounds - 1)
        {
            var half = search.Enough.Skip((search.Enough.Count + 1) / 2).ToList();
            return Try(regressions, search with { Trying = half, SecondHalf = true });
        }

        // Neither half alone is enough: all of it stays. It was seen to be enough, so one more round ends the search.
        return log.Rounds.Count < RepairLog.MaxRounds
            ? Try(regressions, next: null)
            : Judge.Stop(regressions, log, $"still broken after {RepairLog.MaxRounds} repair rounds");
    }

    /// <summary>All removed files of the suspects were not enough: every removed file of every distribution, once.</summary>
    private Judgement Widen(IReadOnlyList<Regression> regressions)
    {
        var files = new MissingEntries(pruned);
        var rest = files.All.Select(entry => entry.Path).Order(StringComparer.Ordinal).ToList();
        if (rest.Count == 0)
        {
            return Judge.Unmendable(regressions, log, files);
        }

        if (log.Rounds.Count >= RepairLog.MaxRounds)
        {
            return Judge.Stop(regressions, log, $"still broken after {RepairLog.MaxRounds} repair rounds");
        }

        return Try(regressions, search with { Enough = [.. search.Enough, .. rest], Trying = null });
    }

    private Judgement Try(IReadOnlyList<Regression> regressions, BisectionState? next)
    {
        var inSearch = search.Enough.ToHashSet(StringComparer.Ordinal);
        var restore = next?.Trying ?? next?.Enough ?? search.Enough;
        var outside = log.Restored.Where(restoration => !inSearch.Contains(restoration.Path));
        var before = search.Trying ?? search.Enough;
        var round = Judge.Round(regressions, restore.Except(before, StringComparer.Ordinal)) with
        {
            TakenBack = [.. before.Except(restore, StringComparer.Ordinal)],
        };
        return new Judgement
        {
            Verdict = Verdict.Repair,
            Regressions = regressions,
            Log = log with
            {
                Rounds = [.. log.Rounds, round],
                Restored = [.. outside, .. restore.Select(path => new Restoration(path, search.Because))],
                Search = next,
            },
        };
    }
}
