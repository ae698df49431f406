using System.Security.Cryptography;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Finds libraries with the same content under several names: one stays, the others become symbolic links.</summary>
internal static class DuplicateLinks
{
    /// <summary>Finds the links.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Entries that stay in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Name of a link to the name that it points to.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        IRunFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        var alike = entries
            .Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && entry.Bytes > 0)
            .GroupBy(entry => (entry.Crc32, entry.Bytes))
            .Where(group => group.Count() > 1);
        foreach (var group in alike)
        {
            // The same checksum is a hint; the same SHA-256 is the proof.
            var first = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in group)
            {
                var content = await EntryContent.ReadAsync(raw, entry, cancellationToken).ConfigureAwait(false);
                var digest = Convert.ToHexString(SHA256.HashData(content));
                if (!first.TryAdd(digest, entry.Name))
                {
                    links.Add(entry.Name, first[digest]);
                }
            }
        }

        return links;
    }
}
