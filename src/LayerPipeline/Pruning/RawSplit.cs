using System.Text;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;
using LayerPipeline.Installing;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>
/// Goes once through raw.zip, from its start to its end, and splits it: what stays is copied to layer.zip and what is removed to
/// pruned.zip, compressed as it is; libraries go through <see cref="LibraryTrim"/> a few at a time. Links and RECORDs come last, when
/// the hashes of all that was changed are known.
/// </summary>
/// <param name="raw">raw.zip.</param>
/// <param name="trim">What is done to libraries; null for nothing.</param>
/// <param name="links">Libraries that become links.</param>
internal sealed class RawSplit(RawPackages raw, LibraryTrim? trim, IReadOnlyDictionary<string, DuplicateLink> links)
{
    private readonly Dictionary<string, ChangedEntry> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly List<(ZipEntry Entry, byte[] Compressed)> _records = [];

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
        await WriteFilesAsync(writers, decisions, cancellationToken).ConfigureAwait(false);
        var names = decisions
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path)
            .ToHashSet(StringComparer.Ordinal);
        await WriteLinksAsync(writers, cancellationToken).ConfigureAwait(false);
        var (distributions, rewritten) = await WriteRecordsAsync(writers, names, cancellationToken).ConfigureAwait(false);
        await writers.FinishAsync(cancellationToken).ConfigureAwait(false);
        return [.. decisions.Select(decision => Describe(decision, rewritten) with { Distribution = distributions.Find(decision.Path) })];
    }

    private async Task WriteFilesAsync(SplitWriters writers, IReadOnlyList<EntryDecision> decisions, CancellationToken cancellationToken)
    {
        var decided = decisions.ToDictionary(decision => decision.Path, StringComparer.Ordinal);
        var entries = raw.Directory.Entries.OrderBy(entry => entry.Offset).ToList();
        var reader = raw.Read(entries);
        await using (reader.ConfigureAwait(false))
        {
            var trimming = new OrderedWork<SplitEntry>(EntryContent.BytesAtATime, cancellationToken);
            await using (trimming.ConfigureAwait(false))
            {
                foreach (var entry in entries)
                {
                    await WriteFileAsync(writers, reader, trimming, entry, decided[entry.Name], cancellationToken).ConfigureAwait(false);
                }

                while (!trimming.IsEmpty)
                {
                    await WriteNextAsync(writers, trimming, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async ValueTask WriteFileAsync(
        SplitWriters writers,
        EntryReader reader,
        OrderedWork<SplitEntry> trimming,
        ZipEntry entry,
        EntryDecision decision,
        CancellationToken cancellationToken
    )
    {
        var isTrimmed = IsTrimmed(entry, decision);
        var weight = isTrimmed ? entry.Bytes : entry.CompressedBytes;
        while (trimming.IsReady || trimming.IsFull(weight))
        {
            await WriteNextAsync(writers, trimming, cancellationToken).ConfigureAwait(false);
        }

        var goes = decision.Action == EntryAction.Removed || links.ContainsKey(entry.Name);
        if (DistributionMap.IsRecord(entry.Name))
        {
            _records.Add((entry, await reader.ReadAsync(entry, cancellationToken).ConfigureAwait(false)));
        }
        else if (isTrimmed)
        {
            var compressed = await reader.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
            trimming.Add(weight, _ => Task.FromResult(trim!.Trim(entry, compressed)));
        }
        else if (trimming.IsEmpty)
        {
            await reader.CopyAsync(goes ? writers.Pruned : writers.Layer, entry, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // It waits in memory for its turn, so that the next library is read while this one is worked on.
            var copy = DeflatedEntry.AsIs(entry, await reader.ReadAsync(entry, cancellationToken).ConfigureAwait(false));
            trimming.Add(weight, goes ? new SplitEntry(entry.Name, null, copy) : new SplitEntry(entry.Name, copy, null));
        }
    }

    private bool IsTrimmed(ZipEntry entry, EntryDecision decision) =>
        trim is not null
        && !entry.IsLink
        && decision is { Action: not EntryAction.Removed, IsRestored: false }
        && LibraryName.IsLibrary(entry.Name)
        && !links.ContainsKey(entry.Name);

    private async ValueTask WriteNextAsync(SplitWriters writers, OrderedWork<SplitEntry> trimming, CancellationToken cancellationToken)
    {
        var next = await trimming.TakeAsync().ConfigureAwait(false);
        if (next.Change is { } change)
        {
            _changed.Add(next.Name, change);
        }

        if (next.Refusal is { } refusal)
        {
            _refused.Add(next.Name, refusal);
        }

        await writers.WriteAsync(next, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLinksAsync(SplitWriters writers, CancellationToken cancellationToken)
    {
        foreach (var (name, link) in links.OrderBy(link => link.Key, StringComparer.Ordinal))
        {
            var content = Encoding.UTF8.GetBytes(EntryLink.Relative(name, link.Target));
            var target = _changed.GetValueOrDefault(link.Target);
            _changed.Add(
                name,
                new ChangedEntry(
                    content.Length,
                    target?.ContentBytes ?? link.Bytes,
                    target?.Sha256 ?? link.Sha256,
                    Tier.Trim.Name,
                    $"same content as {link.Target}: a symbolic link to it"
                )
            );
            await writers.Layer.WriteAsync(DeflatedEntry.Make(name, UnixMode.Link, content), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(DistributionMap Distributions, IReadOnlyDictionary<string, byte[]> Rewritten)> WriteRecordsAsync(
        SplitWriters writers,
        HashSet<string> left,
        CancellationToken cancellationToken
    )
    {
        var distributions = new DistributionMap();
        foreach (var (entry, compressed) in _records)
        {
            distributions.Add(entry.Name, EntryContent.Inflate(entry, compressed));
        }

        var rewritten = RecordRewrite.Make(distributions, left, _changed);
        foreach (var (entry, compressed) in _records)
        {
            var original = DeflatedEntry.AsIs(entry, compressed);
            var changed = rewritten.TryGetValue(entry.Name, out var content) ? DeflatedEntry.Make(entry.Name, entry.Mode, content) : null;
            var split = left.Contains(entry.Name)
                ? new SplitEntry(entry.Name, changed ?? original, changed is null ? null : original)
                : new SplitEntry(entry.Name, Layer: null, original);
            await writers.WriteAsync(split, cancellationToken).ConfigureAwait(false);
        }

        return (distributions, rewritten);
    }

    private EntryDecision Describe(EntryDecision decision, IReadOnlyDictionary<string, byte[]> rewritten)
    {
        if (rewritten.TryGetValue(decision.Path, out var record))
        {
            return decision with { Action = EntryAction.Trimmed, BytesAfter = record.Length, Reason = "lists what is in the layer" };
        }

        if (_changed.TryGetValue(decision.Path, out var change))
        {
            return decision with
            {
                Action = EntryAction.Trimmed,
                BytesAfter = change.Bytes,
                TrimmedBy = change.Tier,
                Reason = Join(decision.Reason, change.Reason),
            };
        }

        return _refused.TryGetValue(decision.Path, out var refusal) ? decision with { Reason = $"not trimmed: {refusal}" } : decision;
    }

    private static string Join(string? kept, string trimmed) => kept is null ? trimmed : $"{kept}; {trimmed}";
}
