using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Which symbols the libraries of a layer take from one another.</summary>
internal static class LayerImports
{
    public static async Task<IReadOnlySet<string>> ReadAsync(
        IRangedFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var symbols = EntryContent.SelectAsync(
            raw,
            entries.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder),
            (_, content) => ImportedSymbols.Read(content).ToList(),
            cancellationToken
        );
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var imported in symbols)
        {
            names.UnionWith(imported);
        }

        return names;
    }
}
