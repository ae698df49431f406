using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Takes the entries of raw.zip in the order in which they are stored there. A library that is made smaller, and what comes while it
/// is worked on, waits in memory for its turn, so that the next library is read meanwhile; all else is copied as it is read. Of an archive
/// for transport, what stays is worked on as libraries are: deflated again.
/// </summary>
/// <param name="reader">Gives the entries.</param>
/// <param name="files">Where they go.</param>
/// <param name="raw">raw.zip.</param>
/// <param name="libraries">What is done to libraries; null for nothing.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class EntryQueue(
    EntryReader reader,
    OutputFiles files,
    OpenedRaw raw,
    LibrarySplit? libraries,
    CancellationToken cancellationToken
) : IAsyncDisposable
{
    /// <summary>Bytes that an entry in memory takes in addition to its content.</summary>
    private const int EntryBytes = 512;

    private readonly OrderedWork<EntryOutcome> _waiting = new(EntryContent.BytesAtATime, cancellationToken);
    private readonly LibraryMemory _memory = new();
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly List<(ZipEntry Entry, byte[] Compressed)> _records = [];
    private long _written;

    /// <summary>What was changed, by entry name. Links are added by who writes them.</summary>
    public Dictionary<string, ChangedEntry> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Why libraries could not be made smaller although a tier for them was entered, by entry name.</summary>
    public IReadOnlyDictionary<string, string> Refused => _refused;

    /// <summary>RECORDs, which are not written here: what they list is known at the end.</summary>
    public IReadOnlyList<(ZipEntry Entry, byte[] Compressed)> Records => _records;

    /// <summary>Takes how many entries are written; null where nobody looks.</summary>
    public Action<long>? Written { get; init; }

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isPruned">Whether it goes to pruned.zip.</param>
    /// <param name="mayChange">Whether it may be made smaller if it is a library.</param>
    public async ValueTask SplitAsync(ZipEntry entry, bool isPruned, bool mayChange)
    {
        if (FileOwners.IsRecord(entry.Name))
        {
            _records.Add((entry, await reader.ReadAsync(entry, cancellationToken)));
        }
        else if (libraries is not null && mayChange && !isPruned && raw.Kinds.IsLibrary(entry))
        {
            await SplitLibraryAsync(libraries, entry);
        }
        else if (raw.IsForTransport && !isPruned)
        {
            await DeflateAgainAsync(entry);
        }
        else
        {
            await CopyAsync(entry, isPruned);
        }
    }

    /// <summary>Writes what still waits.</summary>
    public async ValueTask FinishAsync()
    {
        while (!_waiting.IsEmpty)
        {
            await WriteNextAsync();
        }
    }

    /// <summary>Counts an entry that is written.</summary>
    public void Count() => Written?.Invoke(++_written);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _waiting.DisposeAsync();

    private async ValueTask SplitLibraryAsync(LibrarySplit split, ZipEntry entry)
    {
        var weight = EntryContent.Weight(entry);
        await MakeRoomAsync(weight);
        if (EntryContent.IsLarge(entry))
        {
            await SplitLargeAsync(split, entry);
            return;
        }

        var compressed = await reader.ReadAsync(entry, cancellationToken);
        _waiting.Add(weight, cancel => split.ApplyAsync(entry, compressed, cancel));
    }

    /// <summary>
    /// A library that has the memory for itself: it is inflated while it is read, the smaller one is a view of it, and its original is
    /// read a second time, to be copied, so that no two of its forms are ever in memory together.
    /// </summary>
    private async ValueTask SplitLargeAsync(LibrarySplit split, ZipEntry entry)
    {
        // The calls that have written what came before may still be on the stack, below this one, and hold what they wrote.
        await Task.Yield();
        split.FreeMemory(entry);
        var originals = await WriteSmallerAsync(split, entry);
        split.FreeMemory(entry);
        if (originals is not null)
        {
            await using var again = reader.Again(entry);
            await again.CopyAsync(originals, entry, cancellationToken);
        }
    }

    /// <summary>Writes the library as it goes into the layer, if not as it is; returns where the original goes, or null for nowhere.</summary>
    private async ValueTask<ZipWriter?> WriteSmallerAsync(LibrarySplit split, ZipEntry entry)
    {
        var outcome = split.Shrink(entry, await reader.InflateAsync(entry, cancellationToken));
        await WriteAsync(outcome);
        return outcome switch
        {
            { Layer: null } => files.Layer,
            { Change: null } => null,
            _ => files.Pruned,
        };
    }

    private async ValueTask DeflateAgainAsync(ZipEntry entry)
    {
        var weight = EntryContent.Weight(entry) + EntryBytes;
        await MakeRoomAsync(weight);
        if (EntryContent.IsLarge(entry))
        {
            await DeflateLargeAsync(entry);
            return;
        }

        var compressed = await reader.ReadAsync(entry, cancellationToken);
        _waiting.Add(
            weight,
            async cancel =>
            {
                _memory.Free(entry.Bytes);
                return new EntryOutcome(entry.Name, await DeflatedEntry.AgainAsync(entry, compressed, cancel), Pruned: null);
            }
        );
    }

    /// <summary>As a large library: alone in memory, and only in one of its forms.</summary>
    private async ValueTask DeflateLargeAsync(ZipEntry entry)
    {
        await Task.Yield();
        _memory.Free(entry.Bytes);
        var content = await reader.InflateAsync(entry, cancellationToken);
        await files.Layer.WriteAsync(DeflatedEntry.Make(entry.Name, entry.Mode, content), cancellationToken);
    }

    private async ValueTask CopyAsync(ZipEntry entry, bool isPruned)
    {
        var weight = entry.CompressedBytes + EntryBytes;
        await MakeRoomAsync(weight);
        if (_waiting.IsEmpty)
        {
            await reader.CopyAsync(isPruned ? files.Pruned : files.Layer, entry, cancellationToken);
            Count();
            return;
        }

        var copy = DeflatedEntry.AsIs(entry, await reader.ReadAsync(entry, cancellationToken));
        _waiting.Add(weight, isPruned ? new EntryOutcome(entry.Name, Layer: null, copy) : new EntryOutcome(entry.Name, copy, Pruned: null));
    }

    /// <summary>Writes what is ready, and waits for more where there is no room.</summary>
    private async ValueTask MakeRoomAsync(long weight)
    {
        while (_waiting.IsReady || _waiting.IsFull(weight))
        {
            await WriteNextAsync();
        }
    }

    private async ValueTask WriteNextAsync() => await WriteAsync(await _waiting.TakeAsync());

    private async ValueTask WriteAsync(EntryOutcome next)
    {
        if (next.Change is { } change)
        {
            Changed.Add(next.Name, change);
        }

        if (next.Refusal is { } refusal)
        {
            _refused.Add(next.Name, refusal);
        }

        await files.WriteAsync(next, cancellationToken);
        Count();
    }
}
