using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Libraries with the same content under several names: one stays, the others become symbolic links.</summary>
internal sealed class DuplicateLinks
{
    /// <summary>What a library asks where it lies by.</summary>
    private static readonly string[] WhereItLies = ["dladdr", "dladdr1"];

    private readonly SortedDictionary<string, Same> _links = new(StringComparer.Ordinal);

    /// <summary>No links.</summary>
    public static DuplicateLinks None { get; } = new();

    /// <summary>Finds the links.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Libraries that stay in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The links.</returns>
    public static async Task<DuplicateLinks> FindAsync(
        IRangedFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    ) => Among(await ReadAlikeAsync(raw, entries, cancellationToken));

    /// <summary>Reads the libraries that may have the same content as another.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Libraries that stay in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What is to be known of each.</returns>
    public static async Task<IReadOnlyList<LibraryContent>> ReadAlikeAsync(
        IRangedFile raw,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var alike = Duplicates.Alike(entries.Where(entry => entry.Bytes > 0)).SelectMany(group => group);

        // The same checksum is a hint; the same SHA-256 is the proof.
        return await EntryContent.SelectAsync(raw, alike, Describe, cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>The links among libraries that were read.</summary>
    /// <param name="alike">What <see cref="ReadAlikeAsync"/> gave, or those of it that stay in the layer.</param>
    public static DuplicateLinks Among(IEnumerable<LibraryContent> alike)
    {
        var contents = alike.ToDictionary(content => content.Path, StringComparer.Ordinal);
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
        Describe(changed);
        foreach (var (name, link) in _links)
        {
            await files.Layer.WriteAsync(DeflatedEntry.Make(name, UnixMode.Link, Content(name, link)), cancellationToken);
        }
    }

    /// <summary>Adds the links to what was changed.</summary>
    /// <param name="changed">What was changed, complete but for the links.</param>
    public void Describe(Dictionary<string, ChangedEntry> changed)
    {
        foreach (var (name, link) in _links)
        {
            var target = changed.GetValueOrDefault(link.Target);
            changed.Add(
                name,
                new ChangedEntry(
                    Content(name, link).Length,
                    target?.ContentBytes ?? link.Bytes,
                    target?.Sha256 ?? link.Sha256,
                    LibraryPasses.LinkTier.Name,
                    $"same content as {link.Target}: a symbolic link to it"
                )
            );
        }
    }

    private static byte[] Content(string name, Same link) => Encoding.UTF8.GetBytes(EntryLink.Relative(name, link.Target));

    private static LibraryContent Describe(ZipEntry entry, byte[] content)
    {
        var library = SharedLibrary.Read(entry.Name, content);
        return new LibraryContent(
            entry.Name,
            Convert.ToHexStringLower(SHA256.HashData(content)),
            content.Length,
            library?.IsExtensionModule ?? true
        )
        {
            IsFoundByName = library is { SharedObjectName: not null } && !library.Imports.Overlaps(WhereItLies),
        };
    }

    /// <summary>Where a link leads, and the content that both had in raw.zip.</summary>
    private sealed record Same(string Target, long Bytes, ReadOnlyMemory<byte> Sha256);
}
