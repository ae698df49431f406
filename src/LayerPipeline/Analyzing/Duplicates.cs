using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Analyzing;

/// <summary>Files with the same content. A checksum is a hint; SHA-256 is what is said.</summary>
internal static class Duplicates
{
    /// <summary>Most groups that are reported, and read for it.</summary>
    public const int MostGroups = 200;

    /// <summary>Most files that are read for it.</summary>
    private const int MostFiles = 20_000;

    /// <summary>Finds the groups with most bytes to spare.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entries">Its entries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The groups, those with most bytes to spare first, ties by the first name.</returns>
    /// <exception cref="InvalidArchiveException">An entry is damaged.</exception>
    public static async Task<IReadOnlyList<DuplicateGroup>> FindAsync(
        IRangedFile archive,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var alike = MostSparing(
            entries.Where(entry => entry.Bytes > 0 && !entry.IsLink && !entry.IsFolder && ArchiveLimits.Default.CanBeInMemory(entry.Bytes))
        );
        var read = EntryContent.SelectAsync(
            archive,
            alike,
            (entry, content) => (Entry: entry, Sha256: Convert.ToHexStringLower(SHA256.HashData(content))),
            cancellationToken
        );
        var hashed = await read.ToListAsync(cancellationToken);
        return
        [
            .. hashed
                .GroupBy(file => file.Sha256, file => file.Entry, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => new DuplicateGroup(
                    group.Key,
                    group.First().Bytes,
                    [.. group.Select(AnalyzedArchive.NameOf).Order(StringComparer.Ordinal)]
                ))
                .OrderByDescending(group => group.SpareBytes)
                .ThenBy(group => group.Paths[0], StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that have the same checksum and length as another, of the groups with most bytes to spare.</summary>
    private static List<ZipEntry> MostSparing(IEnumerable<ZipEntry> files)
    {
        var chosen = new List<ZipEntry>();
        var groups = files
            .GroupBy(entry => (entry.Crc32, entry.Bytes))
            .Where(group => group.Skip(1).Any())
            .Select(group => group.ToList())
            .OrderByDescending(group => group[0].Bytes * (group.Count - 1))
            .ThenBy(group => group[0].Name, StringComparer.Ordinal)
            .Take(MostGroups);
        foreach (var group in groups.TakeWhile(group => chosen.Count == 0 || chosen.Count + group.Count <= MostFiles))
        {
            chosen.AddRange(group);
        }

        return chosen;
    }
}
