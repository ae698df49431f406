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
/// Says to the byte how large a layer will be, before it is written: libraries are sent through the passes in memory.
/// </summary>
/// <remarks>
/// A pass over raw.zip writes as much as it reads, on S3 in two uploads; to read the libraries once more is cheaper, and after it every
/// question of the budget is answered without a trial.
/// </remarks>
internal sealed class LayerForecast
{
    private static readonly byte[] AnyHash = new byte[32];

    private readonly LibraryMeasure _measure;
    private readonly IReadOnlyList<LibraryContent> _alike;
    private (PreparedPasses Passes, IReadOnlyDictionary<string, long> Bytes)? _further;

    private LayerForecast(LibraryMeasure measure, IReadOnlyList<LibraryContent> alike, FileOwners owners) =>
        (_measure, _alike, Owners) = (measure, alike, owners);

    /// <summary>All passes, as they were prepared for these libraries: what is written with them has the sizes that were measured.</summary>
    public PreparedPasses Passes => Further.Passes;

    /// <summary>Whether the tiers above trim were measured.</summary>
    public bool HasKernels => _further is not null;

    /// <summary>Libraries that a tier above trim makes smaller, and by how many bytes; none where that was not measured.</summary>
    public IReadOnlyDictionary<string, long> Kernels =>
        (_further?.Bytes ?? new Dictionary<string, long>()).ToDictionary(
            library => library.Key,
            library => _measure.Trimmed[library.Key] - library.Value,
            StringComparer.Ordinal
        );

    /// <summary>Which distribution installed which entry.</summary>
    public FileOwners Owners { get; }

    private (PreparedPasses Passes, IReadOnlyDictionary<string, long> Bytes) Further =>
        _further ?? throw new InvalidOperationException("The tiers above trim were not measured.");

    /// <summary>Measures up to trim.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="raw">raw.zip.</param>
    /// <param name="decisions">What stays with the tiers that are always entered.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public static Task<LayerForecast> MeasureAsync(
        BuildPlan plan,
        OpenedRaw raw,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    ) => MeasureAsync(plan.Architecture, plan.Request.Prune, raw, decisions, cancellationToken);

    /// <summary>Measures up to trim, for a layer that nobody planned.</summary>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="prune">How far pruning goes.</param>
    /// <param name="raw">The archive.</param>
    /// <param name="decisions">What stays with the tiers that are always entered.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged.</exception>
    public static async Task<LayerForecast> MeasureAsync(
        string architecture,
        PruneRequest prune,
        OpenedRaw raw,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var movable = BudgetedSplit.MovableLibraries(raw, decisions);
        var measure = new LibraryMeasure(LayerLibraries.Of(raw.File, movable, architecture, prune));
        await measure.TrimAsync(cancellationToken);
        var alike = prune.Links ? await DuplicateLinks.ReadAlikeAsync(raw.File, movable, cancellationToken) : [];
        return new LayerForecast(measure, alike, raw.Owners);
    }

    /// <summary>Takes the sizes of a layer that is written, up to trim.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="raw">raw.zip.</param>
    /// <param name="written">What became of each entry.</param>
    /// <returns>The forecast.</returns>
    public static LayerForecast OfWritten(BuildPlan plan, OpenedRaw raw, IReadOnlyList<EntryDecision> written)
    {
        var movable = BudgetedSplit.MovableLibraries(raw, written);
        var measure = new LibraryMeasure(LayerLibraries.Of(raw.File, movable, plan));
        measure.Trim(written);
        // Duplicates are links already, and have the bytes of links.
        return new LayerForecast(measure, [], raw.Owners);
    }

    /// <summary>Measures the tiers above trim, too.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task GoOnAsync(CancellationToken cancellationToken) => _further ??= await _measure.GoOnAsync(cancellationToken);

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
        var records = RecordRewrite.Make(Owners, names, changed, RawSplitter.Successors(decisions));
        return left.Sum(decision =>
            records.TryGetValue(decision.Path, out var record) ? record.Length
            : changed.TryGetValue(decision.Path, out var change) ? change.Bytes
            : decision.Bytes
        );
    }

    /// <summary>Bytes that the tier trim takes off libraries, links that take the place of identical ones among them.</summary>
    /// <param name="decisions">What stays.</param>
    /// <returns>The bytes, and how many libraries it makes smaller.</returns>
    public (long Bytes, int Files) Trimmed(IReadOnlyList<EntryDecision> decisions)
    {
        var left = decisions.Where(decision => decision.Action != EntryAction.Removed).ToList();
        var names = _alike.Count == 0 ? [] : left.Select(decision => decision.Path).ToHashSet(StringComparer.Ordinal);
        var changed = Changed(left, names, new HashSet<string>());
        return (
            left.Sum(decision => changed.TryGetValue(decision.Path, out var change) ? decision.Bytes - change.Bytes : 0),
            changed.Count
        );
    }

    /// <summary>Bytes that a library has without what is never loaded.</summary>
    /// <param name="path">Its entry.</param>
    /// <param name="bytes">Its bytes as it is.</param>
    public long Trimmed(string path, long bytes) => _measure.Trimmed.GetValueOrDefault(path, bytes);

    /// <summary>Bytes that one entry has in the layer, alone.</summary>
    /// <param name="decision">The entry.</param>
    /// <param name="kernels">Libraries that the tier kernels changes.</param>
    public long BytesOf(EntryDecision decision, IReadOnlySet<string> kernels) =>
        kernels.Contains(decision.Path) && Further.Bytes.TryGetValue(decision.Path, out var bytes)
            ? bytes
            : _measure.Trimmed.GetValueOrDefault(decision.Path, decision.Bytes);

    private Dictionary<string, ChangedEntry> Changed(List<EntryDecision> left, HashSet<string> names, IReadOnlySet<string> kernels)
    {
        var links = DuplicateLinks.Among(_alike.Where(library => names.Contains(library.Path)));
        var changed = new Dictionary<string, ChangedEntry>(StringComparer.Ordinal);
        foreach (var decision in left.Where(decision => !decision.IsLeftAlone && !links.Contains(decision.Path)))
        {
            if (BytesOf(decision, kernels) is var bytes && bytes < decision.Bytes)
            {
                changed.Add(decision.Path, new ChangedEntry(bytes, bytes, AnyHash, Tier: null, ""));
            }
        }

        links.Describe(changed);
        return changed;
    }
}
