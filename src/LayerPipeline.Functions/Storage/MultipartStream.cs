using System.Collections.Concurrent;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// Cuts what is written into parts and sends one while the next is filled. Memory: two parts, whatever the length, since Prune writes
/// two files at once. What fits into one part is put in one request.
/// </summary>
/// <param name="upload">Where the parts go.</param>
/// <param name="partBytes">Bytes of a part; S3 wants 5 MiB to 5 GiB for all but the last, and at most 10,000 of them.</param>
internal sealed class MultipartStream(IUpload upload, int partBytes = 5 << 20) : Stream
{
    private const int InFlight = 1;

    /// <summary>
    /// Reused from file to file. An array pool would round their length up to a power of two, and the shared one would keep some for
    /// each thread that ever sent a part.
    /// </summary>
    private static readonly ConcurrentBag<byte[]> Spare = [];

    private readonly SemaphoreSlim _free = new(InFlight);
    private readonly List<Task> _parts = [];
    private readonly CancellationTokenSource _failed = new();
    private byte[]? _part;
    private int _filled;
    private long _length;
    private bool _begun;
    private bool _completed;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => _length;

    /// <inheritdoc />
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what is left and makes the object appear.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await upload.PutAsync(_part.AsMemory(0, _filled), cancellationToken);
        }
        else
        {
            if (_filled > 0)
            {
                await SendAsync(cancellationToken);
            }

            await Task.WhenAll(_parts);
            await upload.CompleteAsync(cancellationToken);
        }

        _completed = true;
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            _part ??= Rent();
            var count = Math.Min(buffer.Length, partBytes - _filled);
            buffer[..count].CopyTo(_part.AsMemory(_filled));
            buffer = buffer[count..];
            _filled += count;
            _length += count;
            if (_filled == partBytes)
            {
                await SendAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Parts are sent without blocking a thread; write asynchronously.");

    /// <summary>Parts go out when they are full.</summary>
    public override void Flush() { }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (!_completed && _begun)
        {
            // No part may arrive after the upload was aborted: it would stay, and be paid for.
            await _failed.CancelAsync();
            await Task.WhenAll(_parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await upload.AbortAsync();
        }

        if (_part is not null)
        {
            Return(_part);
            _part = null;
        }

        _completed = true;
        _parts.Clear();
        _failed.Dispose();
        _free.Dispose();
        await base.DisposeAsync();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await upload.BeginAsync(cancellationToken);
            _begun = true;
        }

        await _free.WaitAsync(cancellationToken);
        if (_parts.FirstOrDefault(part => part.IsFaulted) is { } failed)
        {
            await failed;
        }

        var (bytes, count, number) = (_part!, _filled, _parts.Count + 1);
        (_part, _filled) = (null, 0);
        _parts.Add(SendAsync(number, bytes, count));
    }

    private async Task SendAsync(int number, byte[] bytes, int count)
    {
        try
        {
            await upload.SendAsync(number, bytes.AsMemory(0, count), _failed.Token);
        }
        finally
        {
            Return(bytes);
            _free.Release();
        }
    }

    private byte[] Rent() =>
        Spare.TryTake(out var part) && part.Length == partBytes ? part : GC.AllocateUninitializedArray<byte>(partBytes);

    private static void Return(byte[] part)
    {
        if (Spare.Count < 2 * (InFlight + 1))
        {
            Spare.Add(part);
        }
    }
}
