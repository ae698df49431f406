using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Checking;

/// <summary>Reads what gates need of a layer's shared libraries; no more than a few of them are in memory.</summary>
public static class LibraryReading
{
    /// <summary>Reads the shared libraries of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="files">Its files, with the targets of links.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The libraries.</returns>
    public static async Task<BinaryLayer> ReadAsync(
        IRangedFile archive,
        ZipDirectory directory,
        IReadOnlyList<LayerFile> files,
        CancellationToken cancellationToken
    )
    {
        var libraries = EntryContent.SelectAsync(
            archive,
            directory.Entries.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder),
            (entry, content) => SharedLibrary.Read(entry.Name, content),
            cancellationToken
        );
        return new BinaryLayer(
            await libraries.OfType<SharedLibrary>().OrderBy(library => library.Path, StringComparer.Ordinal).ToListAsync(cancellationToken),
            files
                .Where(file => file.LinkTarget is not null)
                .ToDictionary(file => file.Name, file => file.LinkTarget!, StringComparer.Ordinal)
        );
    }
}
