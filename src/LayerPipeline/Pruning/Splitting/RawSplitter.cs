using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Goes once through raw.zip, from its start to its end, and splits it: what stays is copied to layer.zip and what is removed to
/// pruned.zip, compressed as it is, in the order of raw.zip; libraries go through <see cref="LibraryTrim"/>. Links and RECORDs come
/// last, when the hashes of all that was changed are known.
/// </summary>
/// <param name="raw">raw.zip.</param>
/// <param name="trim">What is done to libraries; null for nothing.</param>
/// <param name="links">Libraries that become links.</param>
internal sealed class RawSplitter(OpenedRaw raw, LibraryTrim? trim, IReadOnlyDictionary<string, DuplicateLink> links)
{
    /// <summary>Splits.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="layer">Where layer.zip goes.</param>
    /// <param name="pruned">Where pruned.zip goes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decisions with each entry's distribution and with what became of changed ones.</returns>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<IReadOnlyList<EntryDecision>> WriteAsync(
        IReadOnlyList<EntryDecision> decisions,
        Stream layer,
        Stream pruned,
        CancellationToken cancellationToken
    )
    {
        var writers = new SplitWriters(new ZipWriter(layer), new ZipWriter(pruned));
        var entries = raw.Directory.Entries.OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(raw.File, entries);
        await using var splitter = new EntryQueue(reader, writers, trim, cancellationToken);
        await SplitAsync(splitter, entries, decisions);
        var left = decisions
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path)
            .ToHashSet(StringComparer.Ordinal);
        await WriteLinksAsync(writers, splitter.Changed, cancellationToken);
        var (distributions, rewritten) = await WriteRecordsAsync(writers, splitter, left, cancellationToken);
        await writers.FinishAsync(cancellationToken);
        return [.. decisions.Select(decision => Describe(decision, splitter, distributions, rewritten))];
    }

    private async Task SplitAsync(EntryQueue splitter, IReadOnlyList<ZipEntry> entries, IReadOnlyList<EntryDecision> decisions)
    {
        var decided = decisions.ToDictionary(decision => decision.Path, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var decision = decided[entry.Name];
            var isPruned = decision.Action == EntryAction.Removed || links.ContainsKey(entry.Name);
            await splitter.SplitAsync(entry, isPruned, mayChange: !decision.IsRestored);
        }

        await splitter.FinishAsync();
    }

    private async Task WriteLinksAsync(SplitWriters writers, Dictionary<string, ChangedEntry> changed, CancellationToken cancellationToken)
    {
        foreach (var (name, link) in links.OrderBy(link => link.Key, StringComparer.Ordinal))
        {
            var content = Encoding.UTF8.GetBytes(EntryLink.Relative(name, link.Target));
            var target = changed.GetValueOrDefault(link.Target);
            changed.Add(
                name,
                new ChangedEntry(
                    content.Length,
                    target?.ContentBytes ?? link.Bytes,
                    target?.Sha256 ?? link.Sha256,
                    Tier.Trim.Name,
                    $"same content as {link.Target}: a symbolic link to it"
                )
            );
            await writers.Layer.WriteAsync(DeflatedEntry.Make(name, UnixMode.Link, content), cancellationToken);
        }
    }

    private static async Task<(FileOwners Distributions, IReadOnlyDictionary<string, byte[]> Rewritten)> WriteRecordsAsync(
        SplitWriters writers,
        EntryQueue splitter,
        HashSet<string> left,
        CancellationToken cancellationToken
    )
    {
        var distributions = new FileOwners();
        foreach (var (entry, compressed) in splitter.Records)
        {
            distributions.Add(entry.Name, EntryContent.Inflate(entry, compressed));
        }

        var rewritten = RecordRewrite.Make(distributions, left, splitter.Changed);
        foreach (var (entry, compressed) in splitter.Records)
        {
            var original = DeflatedEntry.AsIs(entry, compressed);
            var changed = rewritten.TryGetValue(entry.Name, out var content) ? DeflatedEntry.Make(entry.Name, entry.Mode, content) : null;
            var split = left.Contains(entry.Name)
                ? new EntryOutcome(entry.Name, changed ?? original, changed is null ? null : original)
                : new EntryOutcome(entry.Name, Layer: null, original);
            await writers.WriteAsync(split, cancellationToken);
        }

        return (distributions, rewritten);
    }

    private static EntryDecision Describe(
        EntryDecision decision,
        EntryQueue splitter,
        FileOwners distributions,
        IReadOnlyDictionary<string, byte[]> rewritten
    )
    {
        var described = decision with { Distribution = distributions.Find(decision.Path) };
        if (rewritten.TryGetValue(decision.Path, out var record))
        {
            return described with { Action = EntryAction.Trimmed, BytesAfter = record.Length, Reason = "lists what is in the layer" };
        }

        if (splitter.Changed.TryGetValue(decision.Path, out var change))
        {
            return described with
            {
                Action = EntryAction.Trimmed,
                BytesAfter = change.Bytes,
                TrimmedBy = change.Tier,
                Reason = decision.Reason is null ? change.Reason : $"{decision.Reason}; {change.Reason}",
            };
        }

        return splitter.Refused.TryGetValue(decision.Path, out var refusal)
            ? described with
            {
                Reason = $"not trimmed: {refusal}",
            }
            : described;
    }
}
