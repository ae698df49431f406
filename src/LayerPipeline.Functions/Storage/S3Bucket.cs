using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>The bucket on S3.</summary>
/// <param name="s3">The client.</param>
/// <param name="name">Name of the bucket.</param>
public sealed class S3Bucket(IAmazonS3 s3, string name) : IBucket
{
    /// <inheritdoc />
    public IRunStore Run(string run, IReadOnlyDictionary<string, string>? pinned = null) =>
        new S3RunStore(s3, name, BucketKeys.Run(run), pinned);

    /// <inheritdoc />
    public async ValueTask<BucketObject?> TryReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await s3.GetObjectAsync(name, key, cancellationToken);
            if (answer.ContentLength > BucketKeys.MaxBytes)
            {
                throw new ObjectTooLargeException(Address(key), answer.ContentLength, BucketKeys.MaxBytes);
            }

            var content = new byte[answer.ContentLength];
            await answer.ResponseStream.ReadExactlyAsync(content, cancellationToken);
            return new BucketObject(content, answer.ETag);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryWriteAsync(
        string key,
        ReadOnlyMemory<byte> content,
        string? expected,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await PutAsync(key, content, request => Expect(request, expected), cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (Lost(e.StatusCode))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await PutAsync(key, content, static _ => { }, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken) =>
        await s3.DeleteObjectAsync(name, key, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = name, Prefix = prefix };
        ListObjectsV2Response answer;
        do
        {
            answer = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var item in answer.S3Objects ?? [])
            {
                yield return item.Key;
            }

            request.ContinuationToken = answer.NextContinuationToken;
        } while (answer.IsTruncated == true);
    }

    /// <inheritdoc />
    public string Address(string key) => $"s3://{name}/{key}";

    private async Task PutAsync(
        string key,
        ReadOnlyMemory<byte> content,
        Action<PutObjectRequest> adjust,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = name,
            Key = key,
            InputStream = stream,
        };
        adjust(request);
        await s3.PutObjectAsync(request, cancellationToken);
    }

    private static void Expect(PutObjectRequest request, string? expected)
    {
        if (expected is null)
        {
            request.IfNoneMatch = "*";
        }
        else
        {
            request.IfMatch = expected;
        }
    }

    /// <summary>412: the condition failed. 409: another writer was quicker. 404: what should be replaced is gone.</summary>
    private static bool Lost(HttpStatusCode status) =>
        status is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.NotFound;
}
