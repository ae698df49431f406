using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Formats.Contents;

/// <summary>What the entries of an archive are, by their first bytes.</summary>
internal sealed class EntryKinds
{
    private readonly Dictionary<string, FileStart> _found;

    private EntryKinds(Dictionary<string, FileStart> found) => _found = found;

    /// <summary>No entry is anything that is told apart.</summary>
    public static EntryKinds None { get; } = new([]);

    /// <summary>Entries that are given by name.</summary>
    /// <param name="kinds">What each is.</param>
    public static EntryKinds Of(IEnumerable<KeyValuePair<string, FileKind>> kinds) =>
        new(kinds.ToDictionary(pair => pair.Key, pair => new FileStart(pair.Value), StringComparer.Ordinal));

    /// <summary>Reads the first bytes of each entry, and no more of large ones than of small ones.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entries">Entries of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What they are.</returns>
    /// <exception cref="InvalidArchiveException">An entry is damaged there.</exception>
    public static async Task<EntryKinds> ReadAsync(IRangedFile archive, IEnumerable<ZipEntry> entries, CancellationToken cancellationToken)
    {
        var ordered = entries
            .Where(entry => !entry.IsLink && !entry.IsFolder && entry.Bytes > 0 && !ImportNames.IsSource(entry.Name))
            .OrderBy(entry => entry.Offset)
            .ToList();
        var found = new Dictionary<string, FileStart>(StringComparer.Ordinal);
        var start = new byte[FileStart.Length];
        await using var reader = EntryReader.OfStarts(archive, ordered);
        foreach (var entry in ordered)
        {
            var count = await reader.ReadStartAsync(entry, start, cancellationToken);
            if (FileStart.Read(start.AsSpan(0, count)) is { Kind: not FileKind.Other } known)
            {
                found[entry.Name] = known;
            }
        }

        return new EntryKinds(found);
    }

    /// <summary>What an entry is.</summary>
    /// <param name="name">Its name.</param>
    public FileKind this[string name] => _found.GetValueOrDefault(name).Kind;

    /// <summary>Class, type and machine of an entry; null for what is not an ELF file.</summary>
    /// <param name="name">Its name.</param>
    public ElfIdentity? ElfOf(string name) => _found.GetValueOrDefault(name).Elf;

    /// <summary>Whether an entry is a shared library, of whatever machine.</summary>
    /// <param name="entry">The entry.</param>
    public bool IsLibrary(ZipEntry entry) => !entry.IsLink && IsLibrary(entry.Name);

    /// <summary>Whether an entry is a shared library, of whatever machine.</summary>
    /// <param name="name">Its name.</param>
    public bool IsLibrary(string name) =>
        _found.GetValueOrDefault(name) is { Kind: FileKind.Library } or { Kind: FileKind.Foreign, Elf.Type: 3 };

    /// <summary>The same, as a processor sees it: programs for others are foreign.</summary>
    /// <remarks>
    /// A library for another processor is foreign only where the same package has something for this one. Where it has nothing else, the
    /// wrong wheels were installed, and the gates have to say so.
    /// </remarks>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    public EntryKinds For(string architecture)
    {
        var at = _found
            .Where(pair => pair.Value.Elf is { IsLoadable: true } elf && elf.IsFor(architecture))
            .Select(pair => PackageOf(pair.Key))
            .ToHashSet(StringComparer.Ordinal);
        return new EntryKinds(
            _found.ToDictionary(
                pair => pair.Key,
                pair => IsForeign(pair.Key, pair.Value) ? pair.Value with { Kind = FileKind.Foreign } : pair.Value,
                StringComparer.Ordinal
            )
        );

        bool IsForeign(string name, FileStart start) =>
            start.Elf is { IsLoadable: true } elf
            && !elf.IsFor(architecture)
            && (start.Kind == FileKind.Program || start.IsRun || at.Contains(PackageOf(name)));
    }

    private static string PackageOf(string name) => (LayerTree.Below(name) ?? name).Split('/', 2)[0];
}
