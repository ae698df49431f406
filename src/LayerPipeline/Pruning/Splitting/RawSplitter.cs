using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Goes once through raw.zip, from its start to its end, and splits it: what stays is copied to layer.zip and what is removed to
/// pruned.zip, compressed as it is, in the order of raw.zip; libraries go through <see cref="LibrarySplit"/>. Links and RECORDs come
/// last, when the hashes of all that was changed are known. What stays of an archive for transport is deflated again.
/// </summary>
/// <param name="raw">raw.zip.</param>
/// <param name="libraries">What is done to libraries; null for nothing.</param>
/// <param name="links">Libraries that become links.</param>
internal sealed class RawSplitter(OpenedRaw raw, LibrarySplit? libraries, DuplicateLinks links)
{
    /// <summary>Takes how many entries of raw.zip are written, and how many there are; null where nobody looks.</summary>
    public Action<long, long>? Written { get; init; }

    /// <summary>Splits.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="files">Where layer.zip and pruned.zip go; to be completed and committed by the caller.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decisions with each entry's distribution and with what became of changed ones.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<IReadOnlyList<EntryDecision>> WriteAsync(
        IReadOnlyList<EntryDecision> decisions,
        OutputFiles files,
        CancellationToken cancellationToken
    )
    {
        var entries = raw.Directory.Entries.OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(raw.File, entries);
        await using var splitter = new EntryQueue(reader, files, raw, libraries, cancellationToken)
        {
            Written = count => Written?.Invoke(count, entries.Count),
        };
        await SplitAsync(splitter, entries, decisions);
        var left = EntryDecision.NamesOfKept(decisions);
        await links.WriteAsync(files, splitter.Changed, cancellationToken);
        var rewritten = await WriteRecordsAsync(files, splitter, left, Successors(decisions), cancellationToken);
        return [.. decisions.Select(decision => Describe(decision, splitter, raw.Owners, rewritten))];
    }

    private async Task SplitAsync(EntryQueue splitter, IReadOnlyList<ZipEntry> entries, IReadOnlyList<EntryDecision> decisions)
    {
        var decided = decisions.ToDictionary(decision => decision.Path, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var decision = decided[entry.Name];
            var isPruned = decision.Action == EntryAction.Removed || links.Contains(entry.Name);
            await splitter.SplitAsync(entry, isPruned, mayChange: !decision.IsLeftAlone);
        }

        await splitter.FinishAsync();
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> WriteRecordsAsync(
        OutputFiles files,
        EntryQueue splitter,
        IReadOnlySet<string> left,
        IReadOnlyDictionary<string, string> successors,
        CancellationToken cancellationToken
    )
    {
        var rewritten = RecordRewrite.Make(raw.Owners, left, splitter.Changed, successors);
        foreach (var (entry, compressed) in splitter.Records)
        {
            var original = DeflatedEntry.AsIs(entry, compressed);
            var split =
                !left.Contains(entry.Name) ? new EntryOutcome(entry.Name, Layer: null, original)
                : rewritten.TryGetValue(entry.Name, out var content)
                    ? new EntryOutcome(entry.Name, DeflatedEntry.Make(entry.Name, entry.Mode, content), original)
                : raw.IsForTransport
                    ? new EntryOutcome(entry.Name, await DeflatedEntry.AgainAsync(entry, compressed, cancellationToken), Pruned: null)
                : new EntryOutcome(entry.Name, original, Pruned: null);
            await files.WriteAsync(split, cancellationToken);
            splitter.Count();
        }

        return rewritten;
    }

    /// <summary>Entries that take the place of others, by those.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    public static IReadOnlyDictionary<string, string> Successors(IReadOnlyList<EntryDecision> decisions) =>
        decisions
            .Where(decision => decision.Successor is not null)
            .ToDictionary(decision => decision.Path, decision => decision.Successor!, StringComparer.Ordinal);

    private static EntryDecision Describe(
        EntryDecision decision,
        EntryQueue splitter,
        FileOwners owners,
        IReadOnlyDictionary<string, byte[]> rewritten
    )
    {
        var described = decision with { Distribution = owners.Find(decision.Path) };
        if (rewritten.TryGetValue(decision.Path, out var record))
        {
            return described with { Action = EntryAction.Changed, BytesAfter = record.Length, Reason = "lists what is in the layer" };
        }

        if (splitter.Changed.TryGetValue(decision.Path, out var change))
        {
            return described with
            {
                Action = EntryAction.Changed,
                BytesAfter = change.Bytes,
                ChangedBy = change.Tier,
                BytesTrimmed = change.TrimmedBytes,
                Reason = decision.Reason is null ? change.Reason : $"{decision.Reason}; {change.Reason}",
            };
        }

        return splitter.Refused.TryGetValue(decision.Path, out var refusal)
            ? described with
            {
                Reason = $"not made smaller: {refusal}",
            }
            : described;
    }
}
