using LayerPipeline.Archives;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Writes pruned.zip: the originals of what was removed or changed, so that layer and pruned can be put together again.</summary>
internal static class PrunedWriter
{
    public static async Task WriteAsync(
        IRunFile raw,
        ZipDirectory directory,
        IReadOnlyList<EntryDecision> decisions,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var entries = decisions
            .Where(decision => decision.Action != EntryAction.Kept)
            .Select(decision => directory.Find(decision.Path)!)
            .ToList();
        var writer = new ZipWriter(output);
        EntryContent.Expect(raw, entries);
        var copy = new RawCopy(raw, entries);
        await using (copy.ConfigureAwait(false))
        {
            foreach (var entry in entries)
            {
                await copy.CopyAsync(writer, entry, cancellationToken).ConfigureAwait(false);
            }
        }

        await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
    }
}
