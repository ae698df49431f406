using LayerPipeline.Archives;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Writes raw.zip apart: layer.zip with what stays, pruned.zip with the originals of what was removed or changed.</summary>
/// <param name="raw">raw.zip.</param>
/// <param name="directory">Its directory.</param>
/// <param name="decisions">What becomes of each entry, in the directory's order.</param>
/// <param name="changed">New content of trimmed entries, by name.</param>
internal sealed class ArchiveSplit(
    IRunFile raw,
    ZipDirectory directory,
    IReadOnlyList<EntryDecision> decisions,
    IReadOnlyDictionary<string, byte[]> changed
)
{
    public async Task WriteAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var layer = decisions.Where(decision => decision.Action != EntryAction.Removed).Select(decision => decision.Path);
        var pruned = decisions.Where(decision => decision.Action != EntryAction.Kept).Select(decision => decision.Path);
        await Task.WhenAll(
                WriteAsync(run, RunFiles.Layer, layer, changed, cancellationToken),
                WriteAsync(run, RunFiles.Pruned, pruned, new Dictionary<string, byte[]>(StringComparer.Ordinal), cancellationToken)
            )
            .ConfigureAwait(false);
    }

    private async Task WriteAsync(
        IRunStore run,
        string file,
        IEnumerable<string> names,
        IReadOnlyDictionary<string, byte[]> replaced,
        CancellationToken cancellationToken
    )
    {
        var entries = names.Select(name => directory.Find(name)!).ToList();
        var copied = entries.Where(entry => !replaced.ContainsKey(entry.Name)).ToList();
        var output = await run.CreateAsync(file, cancellationToken).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            var writer = new ZipWriter(output.Content);
            var copy = new RawCopy(raw, copied);
            await using (copy.ConfigureAwait(false))
            {
                foreach (var entry in entries)
                {
                    if (replaced.TryGetValue(entry.Name, out var content))
                    {
                        await writer
                            .WriteAsync(DeflatedEntry.Make(entry.Name, entry.Mode, content), cancellationToken)
                            .ConfigureAwait(false);
                    }
                    else
                    {
                        await copy.CopyAsync(writer, entry, cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
            await output.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
