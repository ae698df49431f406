using LayerPipeline.Archives;
using LayerPipeline.Installing;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Makes every RECORD say what is left, so that importlib.metadata lists no file that is gone.</summary>
internal static class RecordRewrite
{
    /// <summary>New bytes of those RECORDs that change, by entry name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Make(DistributionMap distributions, IReadOnlyList<EntryDecision> decisions)
    {
        var left = decisions
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path)
            .ToHashSet(StringComparer.Ordinal);
        var changed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, record) in distributions.Records.Where(record => left.Contains(record.Key)))
        {
            if (record.Paths.Any(path => !left.Contains(LayerTree.Prefix + path)))
            {
                changed.Add(name, record.Rewrite(path => left.Contains(LayerTree.Prefix + path), _ => null));
            }
        }

        return changed;
    }
}
