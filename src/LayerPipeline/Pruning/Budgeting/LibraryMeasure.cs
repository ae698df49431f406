using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>
/// Sends libraries through the passes to learn what is left of them. All are read once, for trim; those that a tier above may change
/// are read once more, and only when the first answer was not enough.
/// </summary>
/// <param name="layer">The libraries.</param>
internal sealed class LibraryMeasure(LayerLibraries layer)
{
    private readonly Dictionary<string, long> _trimmed = new(StringComparer.Ordinal);
    private readonly List<ZipEntry> _goOn = [];
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);

    /// <summary>Bytes without what is never loaded, by name; complete after <see cref="TrimAsync"/>.</summary>
    public IReadOnlyDictionary<string, long> Trimmed => _trimmed;

    /// <summary>What trim left of the libraries of a layer that is written; nothing above it is known.</summary>
    /// <param name="layer">The libraries.</param>
    /// <param name="written">What became of each entry.</param>
    public static LibraryMeasure OfWritten(LayerLibraries layer, IEnumerable<EntryDecision> written)
    {
        var measure = new LibraryMeasure(layer);
        foreach (var decision in written.Where(decision => decision.Action == EntryAction.Changed && LibraryName.IsLibrary(decision.Path)))
        {
            measure._trimmed[decision.Path] = decision.BytesAfter;
        }

        return measure;
    }

    /// <summary>Measures what trim leaves.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        var passes = (await LibraryPasses.PrepareAsync(Tier.Trim, layer, cancellationToken))!;
        var memory = new LibrarySplit(passes);
        var libraries = layer.Entries.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder);
        var measured = EntryContent.SelectAsync(layer.Raw, libraries, Measure, cancellationToken, FreeMemory);
        await foreach (var (entry, bytes, goesOn, imported) in measured)
        {
            _trimmed.Add(entry.Name, bytes);
            _imported.UnionWith(imported);
            if (goesOn)
            {
                _goOn.Add(entry);
            }
        }

        void FreeMemory(ZipEntry entry) => memory.FreeMemory(entry.Bytes);

        (ZipEntry Entry, long Bytes, bool GoesOn, IReadOnlyList<string> Imported) Measure(ZipEntry entry, byte[] content)
        {
            if (!EntryContent.IsLarge(entry))
            {
                FreeMemory(entry);
            }

            var isLoadable = ElfIdentity.Read(content) is { IsLoadable: true };
            return (
                entry,
                passes.Apply(entry.Name, content).Content.Length,
                isLoadable && LibraryPasses.MayGoOn(content, layer.Architecture),
                [.. ImportedSymbols.Read(content)]
            );
        }
    }

    /// <summary>Measures what the tiers above trim leave; after <see cref="TrimAsync"/>.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>All passes, to be written with, and the bytes of the libraries that they make smaller than trim does, by name.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<(PreparedPasses Passes, IReadOnlyDictionary<string, long> Bytes)> GoOnAsync(CancellationToken cancellationToken)
    {
        var known = layer with { Imported = _imported };
        var passes = (await LibraryPasses.PrepareAsync(Tier.All[^1], known, cancellationToken))!;
        var memory = new LibrarySplit(passes);
        var smaller = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var (name, bytes) in EntryContent.SelectAsync(layer.Raw, _goOn, Measure, cancellationToken, FreeMemory))
        {
            if (bytes < _trimmed[name])
            {
                smaller.Add(name, bytes);
            }
        }

        return (passes, smaller);

        void FreeMemory(ZipEntry entry) => memory.FreeMemory(entry.Bytes);

        (string Name, long Bytes) Measure(ZipEntry entry, byte[] content)
        {
            if (!EntryContent.IsLarge(entry))
            {
                FreeMemory(entry);
            }

            return (entry.Name, passes.Apply(entry.Name, content).Content.Length);
        }
    }
}
