using Amazon.S3;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// An object of S3. Each request takes time of its own, so a range is one request, and a read at some place brings the bytes around it:
/// the next ones, or at the end, where archives have their directory, the last ones. All bytes are of one version of the object.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="key">Key of the object.</param>
/// <param name="etag">The version that is read.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="windowBytes">Bytes that a shorter read brings.</param>
internal sealed class S3RunFile(IAmazonS3 s3, string bucket, string key, string etag, long length, int windowBytes = 1 << 20) : IRangedFile
{
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _window = [];
    private long _start;

    /// <inheritdoc />
    public long Length { get; } = length;

    /// <summary>A request takes some 30 ms, in which a connection brings about as much.</summary>
    public long GapBytes => 4L * windowBytes;

    /// <inheritdoc />
    public Stream OpenRange(long offset, long end) => new ObjectStream(s3, bucket, key, etag, offset, Math.Min(end, Length));

    /// <inheritdoc />
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (offset >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (offset < _start || offset >= _start + _window.Length)
            {
                if (buffer.Length >= windowBytes)
                {
                    return await FillAsync(offset, buffer, cancellationToken);
                }

                await MoveAsync(offset, cancellationToken);
            }

            var at = (int)(offset - _start);
            var count = Math.Min(buffer.Length, _window.Length - at);
            _window.AsMemory(at, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is larger than the window takes one request, too.</summary>
    private async Task<int> FillAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(buffer.Length, Length - offset);
        await using var range = OpenRange(offset, offset + count);
        await range.ReadExactlyAsync(buffer[..count], cancellationToken);
        return count;
    }

    private async Task MoveAsync(long offset, CancellationToken cancellationToken)
    {
        var start = Math.Max(0, Math.Min(offset, Length - windowBytes));
        var window = new byte[Math.Min(windowBytes, Length - start)];
        await using var range = OpenRange(start, start + window.Length);
        await range.ReadExactlyAsync(window, cancellationToken);
        (_start, _window) = (start, window);
    }
}
