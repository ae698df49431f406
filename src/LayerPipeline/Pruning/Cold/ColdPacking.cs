using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Cold;

/// <summary>Turns a plain layer, which has no bytecode yet, into one with a cold store.</summary>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip.</param>
/// <param name="baseline">The probe of the untouched packages, or null.</param>
/// <param name="needs">Who needs what.</param>
/// <param name="repair">What must stay hot.</param>
/// <param name="fill">The layer's bytecode; null for none.</param>
internal sealed class ColdPacking(
    BuildPlan plan,
    OpenedRaw raw,
    ProbeReport? baseline,
    ColdNeeds needs,
    RepairLog repair,
    BytecodeFill? fill
)
{
    private static readonly IReadOnlyList<(string Name, byte[] Content)> Runtime = ColdNames.RuntimeHalf();

    /// <summary>Says how small a store that the request does not ask for would make the layer.</summary>
    /// <param name="layer">The plain layer.</param>
    /// <param name="decisions">What became of each entry.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Unzipped bytes with all the bytecode for which there is room.</returns>
    /// <exception cref="InvalidArchiveException">An archive is damaged.</exception>
    public async Task<long> ForecastAsync(IRangedFile layer, IReadOnlyList<EntryDecision> decisions, CancellationToken cancellationToken)
    {
        var expected = ColdDecoderFiles.Expected(plan.Runtime.Python);
        var choice = await ChooseAsync(layer, decisions, expected, new ColdStoreRequest([]), cancellationToken);
        var cold = choice.Groups.SelectMany(group => group.Entries).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var more = (fill?.Of(decisions) ?? []).Where(file => !file.IsNeeded && !cold.Contains(file.Name)).Sum(file => file.Entry.Bytes);
        return Math.Max(choice.Bytes, Math.Min(choice.Bytes + more, Limit - 1));
    }

    /// <summary>Writes the layer anew, with a store.</summary>
    /// <param name="run">The run, which has the plain layer as its layer.</param>
    /// <param name="decisions">What became of each entry.</param>
    /// <param name="request">What may go cold.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What is in the store, bytecode that is hot, and bytes of the layer.</returns>
    /// <exception cref="InvalidRequestException">What is named can't go cold.</exception>
    /// <exception cref="InvalidArchiveException">An archive is damaged.</exception>
    public async Task<(ColdReport? Report, FilledBytecode? Filled, long Bytes)> WriteAsync(
        IRunStore run,
        IReadOnlyList<EntryDecision> decisions,
        ColdStoreRequest request,
        CancellationToken cancellationToken
    )
    {
        var decoder = await ColdDecoderFiles.ReadAsync(run, plan.Runtime.Python, cancellationToken);
        await using var plain = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        var choice = await ChooseAsync(plain, decisions, decoder, request, cancellationToken);
        await using var output = await run.CreateAsync(RunFiles.Layer, cancellationToken);
        var writer = new ZipWriter(output.Content);
        var cold = choice.Groups.SelectMany(group => group.Entries).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        await CopyAsync(plain, writer, cold, cancellationToken);
        var hotBytes = writer.Bytes;
        var report = choice.Groups.Count == 0 ? null : await WriteStoreAsync(writer, choice, decoder, cancellationToken);
        var hot = decisions.Where(decision => !cold.Contains(decision.Path) && !cold.Contains(decision.Successor ?? "")).ToList();
        var filled = fill is null ? null : await fill.WriteAsync(writer, hot, cancellationToken);
        await writer.FinishAsync(cancellationToken);
        await output.CommitAsync(cancellationToken);
        return (
            report is null ? null : report with { PlainBytes = hotBytes + (filled?.Total.Bytes ?? 0) + report.InflatedBytes },
            filled,
            writer.Bytes
        );
    }

    /// <summary>Bytes that the layer must stay under, so that what is hot gets its bytecode as well.</summary>
    private long Limit =>
        plan.BudgetBytes
        - (plan.Request is { Bytecode: BytecodeMode.Hot, Budget.ReserveBytes: 0 } && fill is not null ? BytecodeRoom.FunctionBytes : 0);

    private async Task<ColdChoice> ChooseAsync(
        IRangedFile layer,
        IReadOnlyList<EntryDecision> decisions,
        ColdDecoderFiles decoder,
        ColdStoreRequest request,
        CancellationToken cancellationToken
    )
    {
        var bytecode = fill?.Of(decisions) ?? [];
        var candidates = await ColdCandidates.FindAsync(
            layer,
            [.. bytecode.Select(file => (file.Entry, file.Source, file.Name))],
            raw.Owners,
            raw.Kinds,
            baseline,
            needs,
            cancellationToken
        );
        var names = bytecode.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var directory = await ZipDirectory.ReadAsync(layer, limits: null, cancellationToken);
        var chooser = new ColdChooser(
            new ColdFrames(layer, fill?.File, decoder.Codec),
            [.. directory.Entries.Where(entry => !names.Contains(entry.Name))],
            bytecode.Where(file => file.IsNeeded).ToDictionary(file => file.Name, file => file.Entry, StringComparer.Ordinal),
            Runtime.Sum(file => file.Content.Length) + decoder.Bytes
        );
        var groups = (request.IsAuto ? candidates.Groups : candidates.Named(request.Names))
            .Where(group => !group.Distributions.Any(name => repair.Hot?.ContainsKey(name) ?? false))
            .ToList();
        return groups.Count > 0 && request.IsAuto
            ? await chooser.ChooseAsync(groups, Limit, cancellationToken)
            : await chooser.TakeAsync(groups, cancellationToken);
    }

    private static async Task CopyAsync(IRangedFile plain, ZipWriter writer, HashSet<string> cold, CancellationToken cancellationToken)
    {
        var directory = await ZipDirectory.ReadAsync(plain, limits: null, cancellationToken);
        var hot = directory.Entries.Where(entry => !cold.Contains(entry.Name)).OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(plain, hot);
        foreach (var entry in hot)
        {
            await reader.CopyAsync(writer, entry, cancellationToken);
        }
    }

    private static async Task<ColdReport> WriteStoreAsync(
        ZipWriter writer,
        ColdChoice choice,
        ColdDecoderFiles decoder,
        CancellationToken cancellationToken
    )
    {
        var hotBytes = writer.Bytes;
        var store = JoinedBytes.Of([.. ColdStoreWriter.Make(choice.Frames)]);
        var stubs = choice.Groups.SelectMany(group => ColdStubs.Of(group).Select(name => (name, ColdNames.Stub(group.Name))));
        foreach (var (name, content) in stubs.Concat(Runtime).Concat(decoder.Files))
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, content), cancellationToken);
        }

        await writer.WriteAsync(DeflatedEntry.Make(ColdNames.Store, UnixMode.File, store), cancellationToken);
        return Describe(choice, store.Length, writer.Bytes - hotBytes - store.Length);
    }

    private static ColdReport Describe(ColdChoice choice, long storeBytes, long otherBytes) =>
        new()
        {
            Units =
            [
                .. choice.Groups.Zip(
                    choice.Frames,
                    (group, frame) =>
                        new ColdTotal(
                            group.Name,
                            group.Distributions,
                            frame.Files.Count,
                            frame.Bytes,
                            frame.Content.Length,
                            frame.Codec.Name,
                            group.IsTouched
                        )
                ),
            ],
            StoreBytes = storeBytes,
            OtherBytes = otherBytes,
            PlainBytes = 0,
        };
}
