using Amazon.S3;
using Amazon.S3.Model;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// One request for the bytes of an object from a place on, read piece by piece in order. A connection that breaks is replaced by
/// a new request for what is left; the SDK itself repeats a request only until its answer begins.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="key">Key of the object.</param>
/// <param name="etag">The version that is read.</param>
/// <param name="start">Offset of the first byte.</param>
/// <param name="end">Offset after the last byte.</param>
/// <param name="stop">Stops all reading.</param>
internal sealed class ObjectStream(IAmazonS3 s3, string bucket, string key, string etag, long start, long end, CancellationToken stop)
    : IAsyncDisposable
{
    private const int Tries = 3;

    private long _at = start;
    private Task _last = Task.CompletedTask;
    private GetObjectResponse? _response;

    /// <summary>Offset of the first byte that nobody asked for yet.</summary>
    public long Next { get; private set; } = start;

    /// <summary>Offset after the last byte of the request.</summary>
    public long End => end;

    /// <summary>Fills a buffer with the next bytes, once what was asked for before has been read.</summary>
    public Task ReadAsync(Memory<byte> buffer)
    {
        Next += buffer.Length;
        var read = ReadAsync(_last, Next - buffer.Length, buffer);
        _last = read;
        return read;
    }

    /// <summary>What was asked for is read to its end; then the connection is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close();
    }

    private async Task ReadAsync(Task before, long offset, Memory<byte> buffer)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var tried = 1; ; tried++)
        {
            try
            {
                await ReadOnceAsync(offset, buffer);
                return;
            }
            catch (Exception e) when (e is IOException or HttpRequestException && tried < Tries)
            {
                Close();
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    private async Task ReadOnceAsync(long offset, Memory<byte> buffer)
    {
        if (_response is null || _at != offset)
        {
            Close();
            _response = await OpenAsync(offset);
            _at = offset;
        }

        await _response.ResponseStream.ReadExactlyAsync(buffer, stop);
        _at += buffer.Length;
        if (_at == end)
        {
            Close();
        }
    }

    private async Task<GetObjectResponse> OpenAsync(long offset) =>
        await s3.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = bucket,
                Key = key,
                EtagToMatch = etag,
                ByteRange = new ByteRange(offset, end - 1),
            },
            stop
        );

    private void Close()
    {
        _response?.Dispose();
        _response = null;
        _at = -1;
    }
}
