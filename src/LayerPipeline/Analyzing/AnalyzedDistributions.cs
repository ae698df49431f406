using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Analyzing;

/// <summary>Adds files up by distribution, by the RECORDs in the archive; what none lists goes by its topmost folder.</summary>
internal static class AnalyzedDistributions
{
    private const string MetadataFolder = ".dist-info";

    /// <summary>Adds up.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="files">All files.</param>
    /// <returns>Most bytes first, ties by name.</returns>
    public static IReadOnlyList<AnalyzedDistribution> Of(OpenedRaw packages, IReadOnlyList<ZipEntry> files)
    {
        var versions = Versions(files);
        return
        [
            .. files
                .GroupBy(entry => NameOf(packages, entry), StringComparer.Ordinal)
                .Select(group => new AnalyzedDistribution(
                    group.Key,
                    versions.GetValueOrDefault(group.Key),
                    group.Count(),
                    group.Sum(entry => entry.Bytes),
                    group.Sum(entry => entry.CompressedBytes)
                ))
                .OrderByDescending(total => total.Bytes)
                .ThenBy(total => total.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whose an entry is.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="entry">One of their entries.</param>
    public static string NameOf(OpenedRaw packages, ZipEntry entry)
    {
        // Who compiles after installing lists nothing of it.
        var source = BytecodeFile.SourceOf(entry.Name);
        if ((packages.Owners.Find(entry.Name) ?? (source is null ? null : packages.Owners.Find(source))) is { } distribution)
        {
            return distribution;
        }

        var path = LayerTree.Below(entry.Name) ?? AnalyzedArchive.NameOf(entry);
        return Identity(path) is { } identity ? identity.Name
            : path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..(slash + 1)]
            : path;
    }

    private static Dictionary<string, string> Versions(IEnumerable<ZipEntry> files)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, version) in files.Select(entry => Identity(LayerTree.Below(entry.Name) ?? "")).OfType<(string, string)>())
        {
            versions.TryAdd(name, version);
        }

        return versions;
    }

    /// <summary>Name and version by the folder of the metadata; null for a file that is in none.</summary>
    private static (string Name, string Version)? Identity(string path)
    {
        var at = path.IndexOf(MetadataFolder + "/", StringComparison.Ordinal);
        var folder = at < 0 ? "" : path[..at];
        var dash = folder.IndexOf('-', StringComparison.Ordinal);
        return dash <= 0 || folder.Contains('/', StringComparison.Ordinal)
            ? null
            : (RequirementName.Normalize(folder[..dash]), folder[(dash + 1)..]);
    }
}
