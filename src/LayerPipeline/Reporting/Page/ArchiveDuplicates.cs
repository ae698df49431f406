using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Reporting.Page;

/// <summary>Entries that an archive holds several times, as far as its directory tells.</summary>
internal static class ArchiveDuplicates
{
    /// <summary>Smaller files are licences, markers and empty modules, which nobody can share.</summary>
    private const int LeastBytes = 4096;

    private const int MostGroups = 100;

    private const int MostPaths = 20;

    /// <summary>Finds them.</summary>
    /// <param name="entries">The archive's entries.</param>
    /// <returns>Groups of equal length and CRC-32, those with most bytes to spare first.</returns>
    public static IReadOnlyList<ReportDuplicate> Of(IEnumerable<ZipEntry> entries) =>
        [
            .. entries
                .Where(entry => !entry.IsLink && entry.Bytes >= LeastBytes)
                .GroupBy(entry => (entry.Bytes, entry.Crc32))
                .Select(group => new ReportDuplicate(group.Key.Bytes, [.. group.Select(entry => entry.Name).Take(MostPaths)]))
                .Where(duplicate => duplicate.Paths.Count > 1)
                .OrderByDescending(duplicate => duplicate.Bytes * (duplicate.Paths.Count - 1))
                .ThenBy(duplicate => duplicate.Paths[0], StringComparer.Ordinal)
                .Take(MostGroups),
        ];
}
