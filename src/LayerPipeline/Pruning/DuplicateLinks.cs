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
        var contents = new List<LibraryContent>();
        var alike = entries
            .Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && entry.Bytes > 0)
            .GroupBy(entry => (entry.Crc32, entry.Bytes))
            .Where(group => group.Count() > 1)
            .SelectMany(group => group);
        foreach (var entry in alike)
        {
            // The same checksum is a hint; the same SHA-256 is the proof.
            var content = await EntryContent.ReadAsync(raw, entry, cancellationToken).ConfigureAwait(false);
            var isModule = SharedLibrary.Read(entry.Name, content)?.IsExtensionModule ?? true;
            contents.Add(new LibraryContent(entry.Name, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, isModule));
        }

        return DuplicateLibraries
            .Find(contents)
            .ToDictionary(link => link.Path, link => EntryLink.Resolve(link.Path, link.Target)!, StringComparer.Ordinal);
    }
}
