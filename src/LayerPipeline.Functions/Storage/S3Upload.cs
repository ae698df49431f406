using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace LayerPipeline.Functions.Storage;

/// <summary>Sends an object to a bucket.</summary>
internal sealed class S3Upload(IAmazonS3 s3, string bucket, string key) : IUpload
{
    private readonly ConcurrentDictionary<int, PartETag> _parts = new();
    private string? _id;

    public async Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = Open(content);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = stream,
            AutoCloseStream = false,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            ChecksumCRC32 = Checksum(content),
            UseChunkEncoding = false,
        };
        await s3.PutObjectAsync(request, cancellationToken);
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket,
            Key = key,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        };
        var answer = await s3.InitiateMultipartUploadAsync(request, cancellationToken);
        _id = answer.UploadId;
    }

    public async Task SendAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = Open(content);
        var request = new UploadPartRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _id,
            PartNumber = number,
            PartSize = content.Length,
            InputStream = stream,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            ChecksumCRC32 = Checksum(content),
            UseChunkEncoding = false,
        };
        var answer = await s3.UploadPartAsync(request, cancellationToken);
        _parts[number] = new PartETag(answer, copyChecksums: true);
    }

    /// <summary>
    /// An upload that was begun with a checksum algorithm is completed only with the checksum of each part. Source:
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html.
    /// </summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _id,
            PartETags = [.. _parts.OrderBy(part => part.Key).Select(part => part.Value)],
        };
        await s3.CompleteMultipartUploadAsync(request, cancellationToken);
    }

    /// <summary>
    /// Not stopped by the caller's token: what was begun must be removed even when the caller gives up. Why it gave up counts more than
    /// that this failed, too: the bucket's lifecycle removes the parts within a day.
    /// </summary>
    public async Task AbortAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await s3.AbortMultipartUploadAsync(bucket, key, _id, limit.Token);
        }
        catch (Exception e) when (e is AmazonS3Exception or HttpRequestException or OperationCanceledException)
        {
            // Nothing is lost: no object has appeared.
        }
    }

    /// <summary>S3 compares it with what arrives. The SDK would compute it too, a byte at a time.</summary>
    private static string Checksum(ReadOnlyMemory<byte> content)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(content.Span));
        return Convert.ToBase64String(checksum);
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var segment) && segment.Array is { } array
            ? new MemoryStream(array, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
