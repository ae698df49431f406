using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Finds libraries with the same content under several names: one stays, the others become symbolic links.</summary>
internal static class DuplicateLinks
{
    /// <summary>Finds the links.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Entries that stay in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The links by name.</returns>
    public static async Task<IReadOnlyDictionary<string, DuplicateLink>> FindAsync(
        IRangedFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var alike = entries
            .Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && entry.Bytes > 0)
            .GroupBy(entry => (entry.Crc32, entry.Bytes))
            .Where(group => group.Count() > 1)
            .SelectMany(group => group);

        // The same checksum is a hint; the same SHA-256 is the proof.
        var contents = await EntryContent
            .SelectAsync(raw, alike, Describe, cancellationToken)
            .ToDictionaryAsync(content => content.Path, StringComparer.Ordinal, cancellationToken);
        return DuplicateLibraries
            .Find(contents.Values)
            .ToDictionary(
                link => link.Path,
                link =>
                {
                    var same = contents[link.Path];
                    return new DuplicateLink(EntryLink.Resolve(link.Path, link.Target)!, same.Bytes, Convert.FromHexString(same.Sha256));
                },
                StringComparer.Ordinal
            );
    }

    private static LibraryContent Describe(ZipEntry entry, byte[] content) =>
        new(
            entry.Name,
            Convert.ToHexStringLower(SHA256.HashData(content)),
            content.Length,
            SharedLibrary.Read(entry.Name, content)?.IsExtensionModule ?? true
        );
}
