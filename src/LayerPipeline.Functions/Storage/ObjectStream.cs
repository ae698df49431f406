using Amazon.S3;
using Amazon.S3.Model;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// One request for a range of an object, read from its start to its end. A connection that breaks is replaced by a new request for what
/// is left; the SDK itself repeats a request only until its answer begins.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="key">Key of the object.</param>
/// <param name="etag">The version that is read.</param>
/// <param name="offset">Offset of the first byte.</param>
/// <param name="end">Offset after the last byte.</param>
internal sealed class ObjectStream(IAmazonS3 s3, string bucket, string key, string etag, long offset, long end) : ReadStream
{
    /// <summary>Requests in a row that may bring nothing.</summary>
    private const int Tries = 3;

    private long _at = offset;
    private GetObjectResponse? _response;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at >= end || buffer.IsEmpty)
        {
            return 0;
        }

        for (var tried = 1; ; tried++)
        {
            try
            {
                _response ??= await OpenAsync(cancellationToken);
                var read = await _response.ResponseStream.ReadAsync(buffer[..(int)Math.Min(buffer.Length, end - _at)], cancellationToken);
                _at += read;
                return read > 0 ? read : throw new IOException($"The response for {key} ended {end - _at} bytes early.");
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                Drop();
                if (tried == Tries)
                {
                    // By this name the workflow tries the step again.
                    throw new IOException($"{key} could not be read beyond byte {_at} in {Tries} attempts: {e.Message}", e);
                }
            }
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        Drop();
        return base.DisposeAsync();
    }

    private async Task<GetObjectResponse> OpenAsync(CancellationToken cancellationToken) =>
        await s3.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = bucket,
                Key = key,
                EtagToMatch = etag,
                ByteRange = new ByteRange(_at, end - 1),
            },
            cancellationToken
        );

    private void Drop()
    {
        _response?.Dispose();
        _response = null;
    }
}
