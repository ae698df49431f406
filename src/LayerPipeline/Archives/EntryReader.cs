using LayerPipeline.Runs;

namespace LayerPipeline.Archives;

/// <summary>
/// Reads chosen entries of an archive, compressed as they are, one after the other. Neighbours come from one range; entries in the
/// order of their offsets come from the fewest.
/// </summary>
/// <param name="source">The archive.</param>
/// <param name="chosen">Entries in the order in which they will be asked for.</param>
/// <param name="begun">A reader that stands at the archive's start with the whole archive before it; null for a new one.</param>
internal sealed class EntryReader(IRunFile source, IReadOnlyList<ZipEntry> chosen, ForwardReader? begun = null) : IAsyncDisposable
{
    private readonly ForwardReader _reader = begun ?? new ForwardReader(source);
    private int _next;
    private long _at;
    private long _rangeEnd = begun is null ? 0 : source.Length;

    /// <summary>Copies the next of the chosen entries, which must be <paramref name="entry"/>.</summary>
    public async ValueTask CopyAsync(ZipWriter writer, ZipEntry entry, CancellationToken cancellationToken)
    {
        var before = await MoveAsync(entry, cancellationToken).ConfigureAwait(false);
        await writer.CopyAsync(_reader, entry, cancellationToken).ConfigureAwait(false);
        _at = entry.Offset + (_reader.Position - before);
    }

    /// <summary>Reads the content of the next of the chosen entries, which must be <paramref name="entry"/>; the method is the entry's.</summary>
    /// <exception cref="InvalidArchiveException">The archive is damaged there.</exception>
    public async ValueTask<byte[]> ReadAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Bytes > ArchiveLimits.Default.EntryBytes)
        {
            throw new InvalidArchiveException($"Entry '{entry.Name}' has {entry.Bytes} bytes; more than can be read whole.");
        }

        var before = await MoveAsync(entry, cancellationToken).ConfigureAwait(false);
        await LocalHeader.SkipAsync(_reader, entry, cancellationToken).ConfigureAwait(false);
        var compressed = GC.AllocateUninitializedArray<byte>((int)entry.CompressedBytes);
        await _reader.ReadExactlyAsync(compressed, cancellationToken).ConfigureAwait(false);
        _at = entry.Offset + (_reader.Position - before);
        return compressed;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>Goes to an entry; returns the reader's position there.</summary>
    private async ValueTask<long> MoveAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Offset < _at || entry.Offset >= _rangeEnd)
        {
            _rangeEnd = RangeEnd(_next);
            await _reader.StartAsync(entry.Offset, _rangeEnd, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _reader.SkipAsync(entry.Offset - _at, cancellationToken).ConfigureAwait(false);
        }

        _next++;
        return _reader.Position;
    }

    private long RangeEnd(int first)
    {
        var end = chosen[first].End;
        for (var i = first + 1; i < chosen.Count && chosen[i].Offset >= end && chosen[i].Offset - end <= source.GapBytes; i++)
        {
            end = chosen[i].End;
        }

        return end;
    }
}
