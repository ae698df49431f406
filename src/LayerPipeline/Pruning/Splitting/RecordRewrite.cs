using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Makes every RECORD say what is in the layer, so that importlib.metadata lists no file that is gone, and no old hash.</summary>
internal static class RecordRewrite
{
    /// <summary>New bytes of those RECORDs that change, by entry name.</summary>
    /// <param name="distributions">The RECORDs.</param>
    /// <param name="left">Names of the entries that are in the layer.</param>
    /// <param name="changed">Entries with new content.</param>
    /// <param name="successors">Entries that take the place of others.</param>
    public static IReadOnlyDictionary<string, byte[]> Make(
        FileOwners distributions,
        IReadOnlySet<string> left,
        IReadOnlyDictionary<string, ChangedEntry> changed,
        IReadOnlyDictionary<string, string> successors
    )
    {
        var rewritten = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, record) in distributions.Records.Where(record => left.Contains(record.Key)))
        {
            if (record.Paths.Select(path => LayerTree.Prefix + path).Any(path => !left.Contains(path) || changed.ContainsKey(path)))
            {
                rewritten.Add(
                    name,
                    record.Rewrite(
                        path => left.Contains(LayerTree.Prefix + path),
                        // What speaks of a file that was overwritten says so, as before.
                        path => distributions.IsOverwritten(name, LayerTree.Prefix + path) ? null : Fact(path, changed),
                        path => successors.TryGetValue(LayerTree.Prefix + path, out var next) ? LayerTree.Below(next) : null
                    )
                );
            }
        }

        return rewritten;
    }

    private static (string Hash, long Bytes)? Fact(string path, IReadOnlyDictionary<string, ChangedEntry> changed) =>
        changed.TryGetValue(LayerTree.Prefix + path, out var entry) ? (RecordHash.OfSha256(entry.Sha256.Span), entry.ContentBytes) : null;
}
