using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>A run's files below a prefix of a bucket: read by ranges, written in parts.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="prefix">What stands before a file's name, with its <c>/</c>.</param>
/// <param name="pinned">ETags by file name, for files that must be exactly what someone says they wrote.</param>
public sealed class S3RunStore(IAmazonS3 s3, string bucket, string prefix, IReadOnlyDictionary<string, string>? pinned = null) : IRunStore
{
    /// <inheritdoc />
    /// <exception cref="RunFileChangedException">A pinned file is not what was pinned.</exception>
    public async ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var key = prefix + name;
        try
        {
            var head = await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            if (pinned?.GetValueOrDefault(name) is { } expected && expected.Trim('"') != head.ETag.Trim('"'))
            {
                throw new RunFileChangedException(name, expected, head.ETag);
            }

            return new S3RunFile(s3, bucket, key, head.ETag, head.ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRunFileWriter>(new S3RunFileWriter(s3, bucket, prefix + name));
}
