using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>
/// Sends libraries through the passes to learn what is left of them. All are read once; those that a tier above trim may change are read
/// once more, and only when the first answer was not enough.
/// </summary>
/// <param name="layer">The libraries.</param>
internal sealed class LibraryMeasure(LayerLibraries layer)
{
    private readonly Dictionary<string, long> _trimmed = new(StringComparer.Ordinal);
    private readonly List<ZipEntry> _goOn = [];
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private bool _isRead;

    /// <summary>Bytes without what is never loaded, by name; libraries that trim does not change may be left out.</summary>
    public IReadOnlyDictionary<string, long> Trimmed => _trimmed;

    /// <summary>Takes what trim left of the libraries of a layer that is written, instead of measuring it.</summary>
    /// <param name="written">What became of each entry.</param>
    public void Trim(IEnumerable<EntryDecision> written)
    {
        var libraries = layer.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var decision in written.Where(decision => decision.Action == EntryAction.Changed && libraries.Contains(decision.Path)))
        {
            _trimmed[decision.Path] = decision.BytesAfter;
        }
    }

    /// <summary>Measures what trim leaves.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        var passes = (await LibraryPasses.PrepareAsync(Tier.Trim, layer, cancellationToken))!;
        await ReadAsync((name, content) => passes.Apply(name, content).Content.Length, cancellationToken);
    }

    /// <summary>Measures what the tiers above trim leave, once it is known what trim leaves.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>All passes, to be written with, and the bytes of the libraries that they make smaller than trim does, by name.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<(PreparedPasses Passes, IReadOnlyDictionary<string, long> Bytes)> GoOnAsync(CancellationToken cancellationToken)
    {
        if (!_isRead)
        {
            await ReadAsync((name, content) => _trimmed.GetValueOrDefault(name, content.Length), cancellationToken);
        }

        var known = layer with { Imported = _imported };
        var passes = (await LibraryPasses.PrepareAsync(Tier.All[^1], known, cancellationToken))!;
        var smaller = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var (name, bytes) in EntryContent.SelectAsync(layer.Raw, _goOn, Measure, cancellationToken))
        {
            if (bytes < _trimmed[name])
            {
                smaller.Add(name, bytes);
            }
        }

        return (passes, smaller);

        (string Name, long Bytes) Measure(ZipEntry entry, byte[] content) => (entry.Name, passes.Apply(entry.Name, content).Content.Length);
    }

    /// <summary>Reads every library once: its bytes, whether a tier above trim may change it, and what it takes from others.</summary>
    private async Task ReadAsync(Func<string, byte[], long> trim, CancellationToken cancellationToken)
    {
        var read = EntryContent.SelectAsync(layer.Raw, layer.Entries, Measure, cancellationToken);
        await foreach (var (entry, bytes, goesOn, imported) in read)
        {
            _trimmed[entry.Name] = bytes;
            _imported.UnionWith(imported);
            if (goesOn)
            {
                _goOn.Add(entry);
            }
        }

        _isRead = true;

        (ZipEntry Entry, long Bytes, bool GoesOn, IReadOnlyList<string> Imported) Measure(ZipEntry entry, byte[] content)
        {
            var isLoadable = ElfIdentity.Read(content) is { IsLoadable: true };
            return (
                entry,
                trim(entry.Name, content),
                isLoadable && LibraryPasses.MayGoOn(content, layer.Architecture),
                [.. ImportedSymbols.Read(content)]
            );
        }
    }
}
