using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Judging;

/// <summary>
/// Finds the fewest removed files with which failures go away, by trying. One failure after the other, so that two causes are found apart:
/// first the files that it names, then all of its distribution, then all; of those that are enough, as few as can be, each of which was
/// seen to be needed.
/// </summary>
/// <param name="pruned">What was removed.</param>
/// <param name="trial">Says of some failures which are there with some of it restored, as <see cref="ComparedTrial.RunAsync"/> does.</param>
/// <param name="isOver">Whether the time for trials is used up.</param>
internal sealed class RepairSearch(
    PruneReport pruned,
    Func<IReadOnlySet<string>, IReadOnlyList<Regression>, CancellationToken, Task<IReadOnlyList<Regression>>> trial,
    Func<bool> isOver
)
{
    /// <summary>
    /// Trials in all. Ours: a search among 3,000 files for two of them takes about 40, and a trial takes about half a second.
    /// </summary>
    public const int MaxTrials = 120;

    private readonly MissingEntries _files = new(pruned);
    private readonly SortedDictionary<string, string> _restored = new(StringComparer.Ordinal);
    private readonly List<Regression> _unmended = [];

    /// <summary>Trials so far.</summary>
    public int Trials { get; private set; }

    /// <summary>What has to be back, each with the failure that needs it.</summary>
    public IReadOnlyList<Restoration> Restored => [.. _restored.Select(entry => new Restoration(entry.Key, entry.Value))];

    private List<string> Everything => [.. _files.All.Select(entry => entry.Path).Order(StringComparer.Ordinal)];

    private bool IsOver => Trials >= MaxTrials || isOver();

    /// <summary>Failures that are there with every removed file back: pruning did not cause them.</summary>
    public IReadOnlyList<Regression> Unmended => _unmended;

    /// <summary>Searches.</summary>
    /// <param name="regressions">What worked on the untouched packages and does not on the layer.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task RunAsync(IReadOnlyList<Regression> regressions, CancellationToken cancellationToken)
    {
        _unmended.AddRange(await StillFailingAsync(Everything, regressions, cancellationToken));
        var open = _unmended.Count == 0 ? regressions : [];
        while (open.Count > 0)
        {
            var (first, rest) = (open[0], open.Skip(1).ToList());
            Keep(await MendAsync(first, cancellationToken), first);
            open = rest.Count == 0 ? rest : await StillFailingAsync(_restored.Keys, rest, cancellationToken);
        }

        await TakeOutAsync(regressions, cancellationToken);
    }

    private void Keep(Found found, Regression regression)
    {
        var reason = Judge.Because(regression, isGroup: !found.IsFewest);
        foreach (var path in found.Files)
        {
            _restored.TryAdd(path, reason);
        }
    }

    /// <summary>The files that one failure needs beside those that are back already.</summary>
    private async Task<Found> MendAsync(Regression regression, CancellationToken cancellationToken)
    {
        var (named, failure) = await FollowAsync(regression, cancellationToken);
        if (failure is null)
        {
            return await FewestAsync(named, regression, cancellationToken);
        }

        var near = Bisection.Suspects([regression], _files, named.ToDictionary(path => path, _ => "", StringComparer.Ordinal));
        var more = near.Where(path => !_restored.ContainsKey(path)).ToList();
        var isNear = more.Count > named.Count && !IsOver && await WorksAsync(more, regression, cancellationToken);
        return await FewestAsync(
            isNear ? more : [.. Everything.Where(path => !_restored.ContainsKey(path))],
            regression,
            cancellationToken
        );
    }

    /// <summary>Puts back what a failure names, and what the next one names, until it works or nothing is named.</summary>
    private async Task<(List<string> Named, Regression? Failure)> FollowAsync(Regression regression, CancellationToken cancellationToken)
    {
        List<string> named = [];
        Regression? failure = regression;
        while (failure is not null && !IsOver)
        {
            List<string> more = [.. _files.Find(failure.Error).Where(path => !named.Contains(path) && !_restored.ContainsKey(path))];
            if (more.Count == 0)
            {
                return (named, failure);
            }

            named.AddRange(more);
            failure = await StillFailingAsync(_restored.Keys.Concat(named), [regression], cancellationToken) is [var next, ..]
                ? next
                : null;
        }

        return (named, failure);
    }

    /// <summary>
    /// Of files that are enough, those that are needed: a half is left out as long as it works without, and where it does not, what is
    /// needed of each half is looked for with what is needed of the other. Source: Junker, "QuickXplain", 2004.
    /// </summary>
    private async Task<Found> FewestAsync(List<string> enough, Regression regression, CancellationToken cancellationToken)
    {
        var needed = await NeededAsync([], isNew: true, enough, regression, cancellationToken);
        var isKnown = !IsOver;
        // Packages may look at what else is there; then fewer files are not what they seemed to be.
        return isKnown && (needed.Count == enough.Count || await WorksAsync(needed, regression, cancellationToken))
            ? new Found(needed, IsFewest: true)
            : new Found(enough, IsFewest: false);
    }

    private async Task<IReadOnlyList<string>> NeededAsync(
        IReadOnlyList<string> there,
        bool isNew,
        List<string> among,
        Regression regression,
        CancellationToken cancellationToken
    )
    {
        if (IsOver || among.Count == 0)
        {
            return among;
        }

        if (isNew && await WorksAsync(there, regression, cancellationToken))
        {
            return [];
        }

        if (among.Count == 1)
        {
            return among;
        }

        var (first, second) = (among.Take(among.Count / 2).ToList(), among.Skip(among.Count / 2).ToList());
        var ofSecond = await NeededAsync([.. there, .. first], isNew: true, second, regression, cancellationToken);
        var ofFirst = await NeededAsync([.. there, .. ofSecond], ofSecond.Count > 0, first, regression, cancellationToken);
        return [.. ofFirst, .. ofSecond];
    }

    /// <summary>What one failure needs may make what an earlier one got superfluous.</summary>
    private async Task TakeOutAsync(IReadOnlyList<Regression> mended, CancellationToken cancellationToken)
    {
        if (mended.Count < 2 || _restored.Count < 2)
        {
            return;
        }

        foreach (var path in _restored.Keys.ToList())
        {
            if (IsOver)
            {
                return;
            }

            var without = _restored.Keys.Where(other => other != path);
            if ((await StillFailingAsync(without, mended, cancellationToken)).Count == 0)
            {
                _restored.Remove(path);
            }
        }
    }

    private async Task<bool> WorksAsync(IEnumerable<string> files, Regression regression, CancellationToken cancellationToken) =>
        (await StillFailingAsync(_restored.Keys.Concat(files), [regression], cancellationToken)).Count == 0;

    private async Task<IReadOnlyList<Regression>> StillFailingAsync(
        IEnumerable<string> restored,
        IReadOnlyList<Regression> asked,
        CancellationToken cancellationToken
    )
    {
        Trials++;
        return await trial(restored.ToHashSet(StringComparer.Ordinal), asked, cancellationToken);
    }

    /// <summary>Files that are enough for a failure to go away.</summary>
    /// <param name="Files">Names of their entries.</param>
    /// <param name="IsFewest">Whether each was seen to be needed.</param>
    private sealed record Found(IReadOnlyList<string> Files, bool IsFewest);
}
