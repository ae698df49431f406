using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>
/// Which libraries can't be loaded without others, by DT_NEEDED. A name that a library merely holds as text is no evidence: callers of
/// libraries for GPUs open them by name when a GPU is used, which never happens on Lambda.
/// </summary>
internal sealed class LibraryNeeds
{
    private readonly Dictionary<string, IReadOnlyList<string>> _needs;

    private LibraryNeeds(Dictionary<string, IReadOnlyList<string>> needs) => _needs = needs;

    /// <summary>Nothing is known to need anything.</summary>
    public static LibraryNeeds None { get; } = new([]);

    /// <summary>What a library needs.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <returns>Paths below <c>python/</c>.</returns>
    public IReadOnlyList<string> this[string path] => _needs.GetValueOrDefault(path, []);

    /// <summary>Reads each library once, where it matters.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Every entry of it.</param>
    /// <param name="kinds">What they are.</param>
    /// <param name="wanted">Paths below <c>python/</c> of libraries that go unless another one needs them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Who needs one of those.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public static async Task<LibraryNeeds> ReadAsync(
        IRangedFile raw,
        IReadOnlyList<ZipEntry> entries,
        EntryKinds kinds,
        IEnumerable<string> wanted,
        CancellationToken cancellationToken
    )
    {
        // The loader looks for the file's name, in whichever folder.
        var byName = wanted.ToLookup(LayerPaths.NameOf, StringComparer.Ordinal);
        if (byName.Count == 0)
        {
            return None;
        }

        var needs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var libraries = entries.Where(entry => kinds.IsLibrary(entry) && LayerTree.Below(entry.Name) is not null);
        await foreach (var (path, names) in EntryContent.SelectAsync(raw, libraries, Read, cancellationToken))
        {
            var found = names.SelectMany(name => byName[LayerPaths.NameOf(name)]).Where(other => other != path).ToList();
            if (found.Count > 0)
            {
                needs.Add(path, found);
            }
        }

        return new LibraryNeeds(needs);
    }

    private static (string Path, IReadOnlyList<string> Needed) Read(ZipEntry entry, byte[] content)
    {
        var path = LayerTree.Below(entry.Name)!;
        try
        {
            return (path, ElfFile.Read(content).DynamicStrings(DynamicTags.Needed));
        }
        catch (InvalidElfException)
        {
            // A loader can't read it either; the gates say so.
            return (path, []);
        }
    }
}
