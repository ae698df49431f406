using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Comparing;

/// <summary>What an archive says of itself, to be compared.</summary>
public static class ArchiveSnapshot
{
    /// <summary>Reads it.</summary>
    /// <param name="source">What it is, as the caller named it.</param>
    /// <param name="archive">The archive.</param>
    /// <returns>The snapshot; it knows no licences and no times.</returns>
    public static LayerSnapshot Of(string source, AnalyzedArchive archive)
    {
        var files = archive.Files.Select(entry => new SnapshotFile(
            entry.Name,
            entry.Bytes,
            entry.Crc32,
            AnalyzedDistributions.NameOf(archive.Packages, entry)
        )
        {
            Zipped = entry.CompressedBytes,
        });
        return new LayerSnapshot
        {
            Source = source,
            Bytes = archive.Bytes,
            ZipBytes = archive.Length,
            Cold = archive.Cold ?? [],
            Python = archive.Python,
            Architecture = archive.Architecture,
            Distributions =
            [
                .. AnalyzedDistributions
                    .Of(archive.Packages, archive.Files)
                    .Select(item => new SnapshotDistribution(item.Name, item.Version, License: null, item.Bytes)),
            ],
            Files = [.. files],
            Modules = [.. archive.Files.Select(entry => ModuleOf(entry.Name)).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
    }

    private static string? ModuleOf(string name) => LayerTree.Below(name) is { } path ? ImportNames.ModuleOf(path) : null;
}
