using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Contents;

/// <summary>Files with the same content. Length and checksum are a hint; SHA-256 is what is said, so that each of these files was read.</summary>
internal static class Duplicates
{
    /// <summary>Most groups that are reported, and read for it.</summary>
    public const int MostGroups = 200;

    /// <summary>Most files that are read for it.</summary>
    private const int MostFiles = 20_000;

    /// <summary>Most unzipped bytes that are read for it: twice what a layer may have.</summary>
    private const long MostBytes = 2 * 262_144_000L;

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
        var alike = MostSparing(Alike(entries.Where(entry => entry.Bytes > 0 && !entry.IsLink && !entry.IsFolder)));
        var hashed = await EntryDigest.ReadAsync(archive, alike, cancellationToken);
        return
        [
            .. hashed
                .GroupBy(file => file.Sha256, file => file.Entry, StringComparer.Ordinal)
                .Where(group => group.Skip(1).Any())
                .Select(group => new DuplicateGroup(
                    group.Key,
                    group.First().Bytes,
                    [.. group.Select(entry => entry.StoredName ?? entry.Name).Order(StringComparer.Ordinal)]
                ))
                .OrderByDescending(group => group.SpareBytes)
                .ThenBy(group => group.Paths[0], StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that may have the same content as another: they agree in length and checksum.</summary>
    /// <param name="entries">Entries of one archive.</param>
    /// <returns>Groups of two or more, in the order of their first entries.</returns>
    public static IReadOnlyList<IReadOnlyList<ZipEntry>> Alike(IEnumerable<ZipEntry> entries)
    {
        // Nearly all files are alone, so that a list for each would be for nothing.
        var first = new Dictionary<(long, uint), ZipEntry>();
        var groups = new Dictionary<(long, uint), List<ZipEntry>>();
        foreach (var entry in entries)
        {
            var key = (entry.Bytes, entry.Crc32);
            if (first.TryAdd(key, entry))
            {
                continue;
            }

            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = [first[key]]);
            }

            group.Add(entry);
        }

        return [.. groups.Values];
    }

    /// <summary>Those of the groups with most bytes to spare, as far as files and bytes allow; of a group that is too large, what fits.</summary>
    private static List<ZipEntry> MostSparing(IEnumerable<IReadOnlyList<ZipEntry>> alike)
    {
        var chosen = new List<ZipEntry>();
        var bytes = 0L;
        var groups = alike
            .OrderByDescending(group => group[0].Bytes * (group.Count - 1))
            .ThenBy(group => group[0].Name, StringComparer.Ordinal)
            .Take(MostGroups);
        foreach (var group in groups)
        {
            var room = (int)Math.Min(MostFiles - chosen.Count, (MostBytes - bytes) / group[0].Bytes);
            var some = group.Take(room).ToList();
            if (some.Count > 1)
            {
                chosen.AddRange(some);
                bytes += some[0].Bytes * some.Count;
            }
        }

        return chosen;
    }
}
