using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning;

/// <summary>What a prune removed, to find in it what a user wants back.</summary>
/// <param name="report">What prune.json says.</param>
public sealed class RemovedFiles(PruneReport report)
{
    private readonly List<EntryDecision> _removed = [.. report.Entries.Where(entry => entry.Action == EntryAction.Removed)];

    /// <summary>Finds files to restore.</summary>
    /// <param name="globs">Files or folders, with or without <c>python/</c> before them.</param>
    /// <returns>The restorations that the next prune takes, each file once.</returns>
    /// <exception cref="InvalidRestorationException">A glob matches nothing that was removed, or what was removed on request.</exception>
    public IReadOnlyList<Restoration> Find(IEnumerable<string> globs) =>
        [.. globs.SelectMany(Find).DistinctBy(restoration => restoration.Path, StringComparer.Ordinal)];

    private IEnumerable<Restoration> Find(string glob)
    {
        var path = glob.TrimEnd('/');
        var pattern = new PathPattern(path.StartsWith(LayerTree.Prefix, StringComparison.Ordinal) ? path[LayerTree.Prefix.Length..] : path);
        var matches = _removed.Where(entry => LayerTree.Below(entry.Path) is { } below && pattern.IsMatch(below)).ToList();
        if (matches.Count == 0)
        {
            throw new InvalidRestorationException(
                $"'{glob}' matches no file that was removed. {RunFiles.Prune} lists all {_removed.Count:N0}, "
                    + $"for example {_removed.FirstOrDefault()?.Path ?? "none"}."
            );
        }

        if (matches.Find(entry => string.Equals(entry.Rule, PrunePlanner.DropRule, StringComparison.Ordinal)) is { } dropped)
        {
            throw new InvalidRestorationException(
                $"{dropped.Path} was removed because {dropped.Reason}. Remove that from the request and build again."
            );
        }

        return matches.Select(entry => new Restoration(entry.Path, $"restored by hand: '{glob}'"));
    }
}
