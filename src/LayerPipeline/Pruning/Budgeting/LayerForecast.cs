using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>
/// Says to the byte how large a layer will be, before it is written: every library was sent through the passes once, in memory.
/// </summary>
/// <remarks>
/// A pass over raw.zip writes as much as it reads, on S3 in two uploads; to read the libraries once more is cheaper, and after it every
/// question of the budget is answered without a trial.
/// </remarks>
internal sealed class LayerForecast
{
    private static readonly byte[] AnyHash = new byte[32];

    private readonly IReadOnlyDictionary<string, LibrarySize> _libraries;
    private readonly IReadOnlyList<LibraryContent> _alike;
    private readonly FileOwners _owners;

    private LayerForecast(
        IReadOnlyDictionary<string, LibrarySize> libraries,
        IReadOnlyList<LibraryContent> alike,
        FileOwners owners,
        PreparedPasses passes
    )
    {
        (_libraries, _alike, _owners, Passes) = (libraries, alike, owners, passes);
        Kernels = libraries.Where(library => library.Value.Saving > 0).ToDictionary(pair => pair.Key, pair => pair.Value.Saving, StringComparer.Ordinal);
    }

    /// <summary>All passes, as they were prepared for these libraries: what is written with them has the sizes that were measured.</summary>
    public PreparedPasses Passes { get; }

    /// <summary>Libraries that a tier above trim makes smaller, and by how many bytes.</summary>
    public IReadOnlyDictionary<string, long> Kernels { get; }

    /// <summary>Which distribution installed which entry.</summary>
    public FileOwners Owners => _owners;

    /// <summary>Measures.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="raw">raw.zip.</param>
    /// <param name="decisions">What stays with the tiers that are always entered.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public static async Task<LayerForecast> MeasureAsync(
        BuildPlan plan,
        OpenedRaw raw,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var movable = BudgetedSplit.Movable(raw, decisions);
        var layer = new LayerLibraries(raw.File, movable, plan.Architecture);
        var passes = (await LibraryPasses.PrepareAsync(Tier.All[^1], layer, cancellationToken))!;
        var sizes = EntryContent.SelectAsync(
            raw.File,
            movable.Where(entry => LibraryName.IsLibrary(entry.Name) && !entry.IsLink && !entry.IsFolder),
            new LibraryMeasure(passes).Measure,
            cancellationToken
        );
        var libraries = new Dictionary<string, LibrarySize>(StringComparer.Ordinal);
        await foreach (var (path, size) in sizes)
        {
            libraries.Add(path, size);
        }

        var alike = plan.Request.Prune.Links ? await DuplicateLinks.ReadAlikeAsync(raw.File, movable, cancellationToken) : [];
        return new LayerForecast(libraries, alike, await FileOwners.ReadAsync(raw.File, raw.Directory, cancellationToken), passes);
    }

    /// <summary>Bytes of a layer.</summary>
    /// <param name="decisions">What stays.</param>
    /// <param name="isTrimmed">Whether the tier trim is entered.</param>
    /// <param name="kernels">Libraries that the tier kernels changes.</param>
    /// <returns>Unzipped bytes, exactly as they will be written.</returns>
    public long Bytes(IReadOnlyList<EntryDecision> decisions, bool isTrimmed, IReadOnlySet<string> kernels)
    {
        var left = decisions.Where(decision => decision.Action != EntryAction.Removed).ToList();
        var names = left.Select(decision => decision.Path).ToHashSet(StringComparer.Ordinal);
        var changed = isTrimmed ? Changed(left, names, kernels) : [];
        var records = RecordRewrite.Make(_owners, names, changed);
        return left.Sum(decision =>
            records.TryGetValue(decision.Path, out var record) ? record.Length
            : changed.TryGetValue(decision.Path, out var change) ? change.Bytes
            : decision.Bytes
        );
    }

    /// <summary>Bytes that one entry has in the layer, alone.</summary>
    /// <param name="decision">The entry.</param>
    /// <param name="kernels">Libraries that the tier kernels changes.</param>
    public long BytesOf(EntryDecision decision, IReadOnlySet<string> kernels) =>
        _libraries.TryGetValue(decision.Path, out var size) ? Of(size, decision.Path, kernels) : decision.Bytes;

    private Dictionary<string, ChangedEntry> Changed(List<EntryDecision> left, HashSet<string> names, IReadOnlySet<string> kernels)
    {
        var links = DuplicateLinks.Among(_alike.Where(library => names.Contains(library.Path)));
        var changed = new Dictionary<string, ChangedEntry>(StringComparer.Ordinal);
        foreach (var decision in left.Where(decision => !decision.IsRestored && !links.Contains(decision.Path)))
        {
            if (_libraries.TryGetValue(decision.Path, out var size) && Of(size, decision.Path, kernels) is var bytes && bytes < decision.Bytes)
            {
                changed.Add(decision.Path, new ChangedEntry(bytes, bytes, AnyHash, Tier: null, ""));
            }
        }

        links.Describe(changed);
        return changed;
    }

    private static long Of(LibrarySize size, string path, IReadOnlySet<string> kernels) => kernels.Contains(path) ? size.Smallest : size.Trimmed;
}
