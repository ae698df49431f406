using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>
/// Reads chosen entries of an archive, compressed as they are, one after the other. Neighbours come from one range; entries in the
/// order of their offsets come from the fewest.
/// </summary>
/// <param name="source">The archive.</param>
/// <param name="chosen">Entries in the order in which they will be asked for.</param>
internal sealed class EntryReader(IRangedFile source, IReadOnlyList<ZipEntry> chosen) : IAsyncDisposable
{
    /// <summary>The longest local header, and what is read at a time to inflate the start of an entry.</summary>
    private const long StartBytes = (2L * ushort.MaxValue) + ZipFormat.LocalHeaderBytes + (16 << 10);

    private readonly ForwardReader _reader = new(source);
    private int _next;
    private long _at;
    private long _rangeEnd;

    /// <summary>Most bytes of an entry that are read.</summary>
    private long Most { get; init; } = long.MaxValue;

    /// <summary>A reader for the starts of entries alone, which leaves out the rest of large ones.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="chosen">Entries in the order in which they will be asked for.</param>
    public static EntryReader OfStarts(IRangedFile source, IReadOnlyList<ZipEntry> chosen) => new(source, chosen) { Most = StartBytes };

    /// <summary>Copies the next of the chosen entries, which must be <paramref name="entry"/>.</summary>
    public ValueTask CopyAsync(ZipWriter writer, ZipEntry entry, CancellationToken cancellationToken) =>
        CopyAsync(writer, entry, entry.Name, cancellationToken);

    /// <summary>Copies the next of the chosen entries, which must be <paramref name="entry"/>, under another name.</summary>
    public async ValueTask CopyAsync(ZipWriter writer, ZipEntry entry, string name, CancellationToken cancellationToken)
    {
        var before = await MoveAsync(entry, cancellationToken);
        await writer.CopyAsync(_reader, entry, name, cancellationToken);
        _at = entry.Offset + (_reader.Position - before);
    }

    /// <summary>Reads the content of the next of the chosen entries, which must be <paramref name="entry"/>; the method is the entry's.</summary>
    /// <exception cref="InvalidArchiveException">The archive is damaged there, or the entry is too large to be in memory.</exception>
    public async ValueTask<byte[]> ReadAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        if (!ArchiveLimits.Default.CanBeInMemory(entry.CompressedBytes))
        {
            throw new InvalidArchiveException(
                $"Entry '{entry.Name}' has {entry.CompressedBytes} bytes, which is more than can be read at once."
            );
        }

        var before = await MoveAsync(entry, cancellationToken);
        await LocalHeader.SkipAsync(_reader, entry, cancellationToken);
        var compressed = GC.AllocateUninitializedArray<byte>((int)entry.CompressedBytes);
        await _reader.ReadExactlyAsync(compressed, cancellationToken);
        _at = entry.Offset + (_reader.Position - before);
        return compressed;
    }

    /// <summary>
    /// Reads the next of the chosen entries, which must be <paramref name="entry"/>, and inflates it on the way, so that its compressed
    /// form is never in memory.
    /// </summary>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says, or too large to be in memory.</exception>
    public async ValueTask<byte[]> InflateAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        var before = await MoveAsync(entry, cancellationToken);
        await LocalHeader.SkipAsync(_reader, entry, cancellationToken);
        await using var stream = new EntryStream(_reader, entry.CompressedBytes);
        var content = await EntryContent.InflateAsync(entry, stream, cancellationToken);
        await _reader.SkipAsync(stream.Left, cancellationToken);
        _at = entry.Offset + (_reader.Position - before);
        return content;
    }

    /// <summary>
    /// Reads the next of the chosen entries, which must be <paramref name="entry"/>, piece by piece, so that it is never in memory as a whole.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="piece">Memory for a piece.</param>
    /// <param name="take">Takes each piece; it is valid until the next.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public async ValueTask InflateAsync(
        ZipEntry entry,
        Memory<byte> piece,
        Action<ReadOnlyMemory<byte>> take,
        CancellationToken cancellationToken
    )
    {
        var before = await MoveAsync(entry, cancellationToken);
        await LocalHeader.SkipAsync(_reader, entry, cancellationToken);
        await using var stream = new EntryStream(_reader, entry.CompressedBytes);
        await EntryContent.InflateAsync(entry, stream, piece, take, cancellationToken);
        await _reader.SkipAsync(stream.Left, cancellationToken);
        _at = entry.Offset + (_reader.Position - before);
    }

    /// <summary>Inflates the first bytes of the next of the chosen entries, which must be <paramref name="entry"/>.</summary>
    /// <returns>Bytes that were read: as many as the buffer takes, or all that the entry has.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged there.</exception>
    public async ValueTask<int> ReadStartAsync(ZipEntry entry, Memory<byte> start, CancellationToken cancellationToken)
    {
        var before = await MoveAsync(entry, cancellationToken);
        await LocalHeader.SkipAsync(_reader, entry, cancellationToken);
        await using var stream = new EntryStream(_reader, entry.CompressedBytes);
        var count = await EntryContent.ReadStartAsync(entry, stream, start, cancellationToken);
        _at = entry.Offset + (_reader.Position - before);
        return count;
    }

    /// <summary>A reader of its own for an entry that is needed once more.</summary>
    public EntryReader Again(ZipEntry entry) => new(source, [entry]);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>Goes to an entry; returns the reader's position there.</summary>
    private async ValueTask<long> MoveAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(chosen[_next], entry))
        {
            throw new ArgumentException($"'{chosen[_next].Name}' is next, not '{entry.Name}'.", nameof(entry));
        }

        if (entry.Offset < _at || entry.Offset >= _rangeEnd)
        {
            _rangeEnd = RangeEnd(_next);
            await _reader.StartAsync(entry.Offset, _rangeEnd, cancellationToken);
        }
        else
        {
            await _reader.SkipAsync(entry.Offset - _at, cancellationToken);
        }

        _next++;
        return _reader.Position;
    }

    private long RangeEnd(int first)
    {
        var end = EndOf(chosen[first]);
        for (var i = first + 1; i < chosen.Count && chosen[i].Offset >= end && chosen[i].Offset - end <= source.GapBytes; i++)
        {
            end = EndOf(chosen[i]);
        }

        return end;
    }

    private long EndOf(ZipEntry entry) => entry.End - entry.Offset <= Most ? entry.End : entry.Offset + Most;
}
