using System.Collections.Concurrent;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Which symbols the libraries of a layer take from one another.</summary>
internal static class LayerImports
{
    public static async Task<IReadOnlySet<string>> ReadAsync(
        IRunFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var names = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        var libraries = entries.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder).ToList();
        EntryContent.Expect(raw, libraries);
        await Parallel
            .ForEachAsync(
                libraries,
                cancellationToken,
                async (entry, cancel) =>
                {
                    foreach (var name in ImportedSymbols.Read(await EntryContent.ReadAsync(raw, entry, cancel).ConfigureAwait(false)))
                    {
                        names.TryAdd(name, 0);
                    }
                }
            )
            .ConfigureAwait(false);
        return names.Keys.ToHashSet(StringComparer.Ordinal);
    }
}
