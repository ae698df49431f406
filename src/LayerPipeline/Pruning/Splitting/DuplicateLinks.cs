using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Libraries with the same content under several names: one stays, the others become symbolic links.</summary>
internal sealed class DuplicateLinks
{
    private readonly SortedDictionary<string, Same> _links = new(StringComparer.Ordinal);

    /// <summary>No links.</summary>
    public static DuplicateLinks None { get; } = new();

    /// <summary>Finds the links.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Entries that stay in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The links.</returns>
    public static async Task<DuplicateLinks> FindAsync(IRangedFile raw, IEnumerable<ZipEntry> entries, CancellationToken cancellationToken)
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
        var found = new DuplicateLinks();
        foreach (var link in DuplicateLibraries.Find(contents.Values))
        {
            var content = contents[link.Path];
            var target = EntryLink.Resolve(link.Path, link.Target)!;
            found._links.Add(link.Path, new Same(target, content.Bytes, Convert.FromHexString(content.Sha256)));
        }

        return found;
    }

    /// <summary>Whether an entry becomes a link.</summary>
    public bool Contains(string name) => _links.ContainsKey(name);

    /// <summary>Writes the links into layer.zip.</summary>
    /// <param name="files">Where they go.</param>
    /// <param name="changed">What was changed, complete but for the links, which are added.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task WriteAsync(OutputFiles files, Dictionary<string, ChangedEntry> changed, CancellationToken cancellationToken)
    {
        foreach (var (name, link) in _links)
        {
            var content = Encoding.UTF8.GetBytes(EntryLink.Relative(name, link.Target));
            var target = changed.GetValueOrDefault(link.Target);
            changed.Add(
                name,
                new ChangedEntry(
                    content.Length,
                    target?.ContentBytes ?? link.Bytes,
                    target?.Sha256 ?? link.Sha256,
                    LibraryPasses.LinkTier.Name,
                    $"same content as {link.Target}: a symbolic link to it"
                )
            );
            await files.Layer.WriteAsync(DeflatedEntry.Make(name, UnixMode.Link, content), cancellationToken);
        }
    }

    private static LibraryContent Describe(ZipEntry entry, byte[] content) =>
        new(
            entry.Name,
            Convert.ToHexStringLower(SHA256.HashData(content)),
            content.Length,
            SharedLibrary.Read(entry.Name, content)?.IsExtensionModule ?? true
        );

    /// <summary>Where a link leads, and the content that both had in raw.zip.</summary>
    private sealed record Same(string Target, long Bytes, ReadOnlyMemory<byte> Sha256);
}
