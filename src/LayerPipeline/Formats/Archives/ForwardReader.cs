using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>
/// Reads ranges of a file, each forward, through one buffer, the next piece fetched while the last one is used.
/// Holds two pieces in memory, whatever the file's size.
/// </summary>
internal sealed class ForwardReader(IRangedFile file, int pieceBytes = 1 << 20) : IAsyncDisposable
{
    private byte[] _piece = [];
    private int _position;
    private int _length;
    private long _left;
    private Stream? _range;
    private byte[] _spare = [];
    private Task<int>? _fetch;

    /// <summary>Bytes taken so far, over all ranges.</summary>
    public long Position { get; private set; }

    /// <summary>Starts a range; what was left of the last one is not read.</summary>
    public async ValueTask StartAsync(long offset, long end, CancellationToken cancellationToken)
    {
        await CloseAsync();
        _range = file.OpenRange(offset, end);
        (_position, _length, _left) = (0, 0, end - offset);
        Fetch(cancellationToken);
    }

    /// <summary>The next bytes of the range, at most <paramref name="most"/>; valid until the next call. Empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long most, CancellationToken cancellationToken)
    {
        if (_position == _length && !await AdvanceAsync(cancellationToken))
        {
            return default;
        }

        var count = (int)Math.Min(most, _length - _position);
        var taken = _piece.AsMemory(_position, count);
        _position += count;
        Position += count;
        return taken;
    }

    /// <summary>The next bytes of the range, at least one of them.</summary>
    /// <exception cref="InvalidArchiveException">The range has ended.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> MustTakeAsync(long most, CancellationToken cancellationToken)
    {
        var taken = await TakeAsync(most, cancellationToken);
        return taken.IsEmpty ? throw new InvalidArchiveException("An entry ends early: the archive is truncated or damaged.") : taken;
    }

    /// <summary>Fills a small buffer, across pieces if need be.</summary>
    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var taken = await MustTakeAsync(buffer.Length, cancellationToken);
            taken.CopyTo(buffer);
            buffer = buffer[taken.Length..];
        }
    }

    /// <summary>The next bytes, exactly so many; valid until the next call, and copied only where they are in two pieces.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeExactlyAsync(int count, CancellationToken cancellationToken)
    {
        var taken = count == 0 ? default : await MustTakeAsync(count, cancellationToken);
        if (taken.Length == count)
        {
            return taken;
        }

        var whole = new byte[count];
        taken.CopyTo(whole);
        await ReadExactlyAsync(whole.AsMemory(taken.Length), cancellationToken);
        return whole;
    }

    /// <summary>Passes over bytes.</summary>
    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            var taken = await MustTakeAsync(count, cancellationToken);
            count -= taken.Length;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await CloseAsync();

    private async ValueTask<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        if (_fetch is null)
        {
            return false;
        }

        var read = await _fetch;
        _fetch = null;
        (_piece, _spare) = (_spare, _piece);
        (_position, _length) = (0, read);
        _left -= read;
        if (read > 0)
        {
            Fetch(cancellationToken);
        }

        return read > 0;
    }

    private void Fetch(CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(pieceBytes, _left);
        if (count <= 0)
        {
            return;
        }

        if (_spare.Length < count)
        {
            _spare = new byte[count];
        }

        _fetch = _range!.ReadAtLeastAsync(_spare.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken).AsTask();
    }

    private async ValueTask CloseAsync()
    {
        if (_fetch is not null)
        {
            await ((Task)_fetch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _fetch = null;
        }

        if (_range is not null)
        {
            await _range.DisposeAsync();
            _range = null;
        }
    }
}
