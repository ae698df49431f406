using LayerPipeline.Archives;
using LayerPipeline.Installing;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>
/// Writes layer.zip: entries that stay are copied compressed as they are, libraries go through <see cref="LibraryTrim"/> a few at a time,
/// and the RECORDs come last, when the hashes of all that was changed are known.
/// </summary>
/// <param name="raw">raw.zip.</param>
/// <param name="directory">Its directory.</param>
/// <param name="distributions">Its RECORDs.</param>
/// <param name="trim">What is done to libraries; null for nothing.</param>
internal sealed class LayerWriter(IRunFile raw, ZipDirectory directory, DistributionMap distributions, LibraryTrim? trim)
{
    private readonly Dictionary<string, ChangedEntry> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>Writes the layer.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="links">Libraries that become links: name to the name they point to.</param>
    /// <param name="output">Where the archive goes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decisions with what became of changed entries.</returns>
    public async Task<IReadOnlyList<EntryDecision>> WriteAsync(
        IReadOnlyList<EntryDecision> decisions,
        IReadOnlyDictionary<string, string> links,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var left = decisions.Where(decision => decision.Action != EntryAction.Removed).ToList();
        var names = left.Select(decision => decision.Path).ToHashSet(StringComparer.Ordinal);
        var untouched = left.Where(decision => !decision.IsRestored).Select(decision => decision.Path).ToHashSet(StringComparer.Ordinal);
        var entries = left.Select(decision => directory.Find(decision.Path)!).ToList();
        var records = entries.Where(entry => distributions.Records.ContainsKey(entry.Name)).ToList();
        var libraries = entries.Where(entry => IsTrimmed(entry, untouched) && !links.ContainsKey(entry.Name)).ToList();
        var special = records.Concat(libraries).Select(entry => entry.Name).Concat(links.Keys).ToHashSet(StringComparer.Ordinal);

        var writer = new ZipWriter(output);
        EntryContent.Expect(raw, entries);
        await WriteFilesAsync(writer, entries, libraries, special, cancellationToken).ConfigureAwait(false);
        await WriteLinksAsync(writer, links, cancellationToken).ConfigureAwait(false);
        var rewritten = RecordRewrite.Make(distributions, names, _changed);
        await WriteRecordsAsync(writer, records, rewritten, cancellationToken).ConfigureAwait(false);
        await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        return [.. decisions.Select(decision => Describe(decision, rewritten))];
    }

    private bool IsTrimmed(ZipEntry entry, HashSet<string> untouched) =>
        trim is not null && !entry.IsLink && Binaries.LibraryName.IsLibrary(entry.Name) && untouched.Contains(entry.Name);

    private async Task WriteFilesAsync(
        ZipWriter writer,
        List<ZipEntry> entries,
        List<ZipEntry> libraries,
        HashSet<string> special,
        CancellationToken cancellationToken
    )
    {
        var trimmed = (trim?.TrimAsync(raw, libraries, cancellationToken) ?? AsyncEnumerable.Empty<TrimmedEntry>()).GetAsyncEnumerator(
            cancellationToken
        );
        await using (trimmed.ConfigureAwait(false))
        {
            var copy = new RawCopy(raw, [.. entries.Where(entry => !special.Contains(entry.Name))]);
            await using (copy.ConfigureAwait(false))
            {
                foreach (var entry in entries)
                {
                    if (!special.Contains(entry.Name))
                    {
                        await copy.CopyAsync(writer, entry, cancellationToken).ConfigureAwait(false);
                    }
                    else if (libraries.Count > 0 && IsNext(libraries, entry) && await trimmed.MoveNextAsync().ConfigureAwait(false))
                    {
                        await writer.WriteAsync(Note(entry.Name, trimmed.Current), cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    private int _nextLibrary;

    private bool IsNext(List<ZipEntry> libraries, ZipEntry entry)
    {
        if (_nextLibrary >= libraries.Count || !ReferenceEquals(libraries[_nextLibrary], entry))
        {
            return false;
        }

        _nextLibrary++;
        return true;
    }

    private DeflatedEntry Note(string name, TrimmedEntry trimmed)
    {
        if (trimmed.Change is { } change)
        {
            _changed.Add(name, change);
        }

        if (trimmed.Refusal is { } refusal)
        {
            _refused.Add(name, refusal);
        }

        return trimmed.Output;
    }

    private async Task WriteLinksAsync(ZipWriter writer, IReadOnlyDictionary<string, string> links, CancellationToken cancellationToken)
    {
        foreach (var (name, target) in links.OrderBy(link => link.Key, StringComparer.Ordinal))
        {
            var relative = EntryLink.Relative(name, target);
            var content = System.Text.Encoding.UTF8.GetBytes(relative);
            var same = _changed.GetValueOrDefault(target) ?? await UnchangedAsync(target, cancellationToken).ConfigureAwait(false);
            _changed.Add(
                name,
                same with
                {
                    Bytes = content.Length,
                    Tier = Tier.Trim.Name,
                    Reason = $"same content as {target}: a symbolic link to it",
                }
            );
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.Link, content), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ChangedEntry> UnchangedAsync(string name, CancellationToken cancellationToken)
    {
        var content = await EntryContent.ReadAsync(raw, directory.Find(name)!, cancellationToken).ConfigureAwait(false);
        return new ChangedEntry(
            content.Length,
            content.Length,
            System.Security.Cryptography.SHA256.HashData(content),
            Tier: null,
            Reason: ""
        );
    }

    private async Task WriteRecordsAsync(
        ZipWriter writer,
        List<ZipEntry> records,
        IReadOnlyDictionary<string, byte[]> rewritten,
        CancellationToken cancellationToken
    )
    {
        foreach (var entry in records)
        {
            var output = rewritten.TryGetValue(entry.Name, out var content)
                ? DeflatedEntry.Make(entry.Name, entry.Mode, content)
                : DeflatedEntry.AsIs(entry, await EntryContent.ReadCompressedAsync(raw, entry, cancellationToken).ConfigureAwait(false));
            await writer.WriteAsync(output, cancellationToken).ConfigureAwait(false);
        }
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
