using System.Collections.Concurrent;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;
using LayerPipeline.Runs;

namespace LayerPipeline.Gates;

/// <summary>Reads what gates need of a layer's shared libraries; no more than one of them a core is in memory.</summary>
public static class LibraryReading
{
    /// <summary>Reads the shared libraries of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="files">Its files, with the targets of links.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The libraries.</returns>
    public static async Task<BinaryLayer> ReadAsync(
        IRunFile archive,
        ZipDirectory directory,
        IReadOnlyList<LayerFile> files,
        CancellationToken cancellationToken
    )
    {
        var libraries = new ConcurrentBag<SharedLibrary>();
        var entries = directory.Entries.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder).ToList();
        EntryContent.Expect(archive, entries);
        await Parallel
            .ForEachAsync(
                entries,
                cancellationToken,
                async (entry, cancel) =>
                {
                    var content = await EntryContent.ReadAsync(archive, entry, cancel).ConfigureAwait(false);
                    if (SharedLibrary.Read(entry.Name, content) is { } library)
                    {
                        libraries.Add(library);
                    }
                }
            )
            .ConfigureAwait(false);
        return new BinaryLayer(
            [.. libraries.OrderBy(library => library.Path, StringComparer.Ordinal)],
            files
                .Where(file => file.LinkTarget is not null)
                .ToDictionary(file => file.Name, file => file.LinkTarget!, StringComparer.Ordinal)
        );
    }
}
