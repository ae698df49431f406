using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Takes the entries of raw.zip in the order in which they lie there. A library that is trimmed, and what comes while it is worked on,
/// waits in memory for its turn, so that the next library is read meanwhile; all else is copied as it is read.
/// </summary>
/// <param name="reader">Gives the entries.</param>
/// <param name="writers">Where they go.</param>
/// <param name="trim">What is done to libraries; null for nothing.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class EntryQueue(EntryReader reader, SplitWriters writers, LibraryTrim? trim, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    /// <summary>Bytes that an entry in memory takes besides its content.</summary>
    private const int EntryBytes = 512;

    private readonly OrderedWork<EntryOutcome> _waiting = new(EntryContent.BytesAtATime, cancellationToken);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly List<(ZipEntry Entry, byte[] Compressed)> _records = [];

    /// <summary>What was changed, by entry name. Links are added by who writes them.</summary>
    public Dictionary<string, ChangedEntry> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Why libraries could not be trimmed although their tier was entered, by entry name.</summary>
    public IReadOnlyDictionary<string, string> Refused => _refused;

    /// <summary>RECORDs, which are not written here: what they list is known at the end.</summary>
    public IReadOnlyList<(ZipEntry Entry, byte[] Compressed)> Records => _records;

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isPruned">Whether it goes to pruned.zip.</param>
    /// <param name="mayChange">Whether it may be trimmed if it is a library.</param>
    public async ValueTask SplitAsync(ZipEntry entry, bool isPruned, bool mayChange)
    {
        if (FileOwners.IsRecord(entry.Name))
        {
            _records.Add((entry, await reader.ReadAsync(entry, cancellationToken)));
        }
        else if (trim is not null && mayChange && !isPruned && !entry.IsLink && LibraryName.IsLibrary(entry.Name))
        {
            var weight = EntryContent.Weight(entry);
            await MakeRoomAsync(weight);
            var compressed = await reader.ReadAsync(entry, cancellationToken);
            _waiting.Add(weight, _ => Task.FromResult(trim.Trim(entry, compressed)));
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

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _waiting.DisposeAsync();

    private async ValueTask CopyAsync(ZipEntry entry, bool isPruned)
    {
        var weight = entry.CompressedBytes + EntryBytes;
        await MakeRoomAsync(weight);
        if (_waiting.IsEmpty)
        {
            await reader.CopyAsync(isPruned ? writers.Pruned : writers.Layer, entry, cancellationToken);
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

    private async ValueTask WriteNextAsync()
    {
        var next = await _waiting.TakeAsync();
        if (next.Change is { } change)
        {
            Changed.Add(next.Name, change);
        }

        if (next.Refusal is { } refusal)
        {
            _refused.Add(next.Name, refusal);
        }

        await writers.WriteAsync(next, cancellationToken);
    }
}
