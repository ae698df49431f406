using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Checking;

/// <summary>Reads what gates need of an archive: its directory, and the targets of its links.</summary>
public static class LayerReading
{
    /// <summary>Reads the files of a layer.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The files.</returns>
    public static async Task<IReadOnlyList<LayerFile>> FilesAsync(
        IRangedFile archive,
        ZipDirectory directory,
        CancellationToken cancellationToken
    )
    {
        var targets = await EntryLink.ReadTargetsAsync(archive, directory, cancellationToken);
        return
        [
            .. directory.Entries.Select(entry => new LayerFile(entry.Name, entry.Bytes, entry.Mode, targets.GetValueOrDefault(entry.Name))),
        ];
    }
}
