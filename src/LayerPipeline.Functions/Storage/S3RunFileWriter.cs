using Amazon.S3;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Functions.Storage;

/// <summary>Writes an object in parts. The object appears when it is committed; otherwise its parts are removed.</summary>
internal sealed class S3RunFileWriter(IAmazonS3 s3, string bucket, string key) : IRunFileWriter
{
    private readonly MultipartStream _content = new(new S3Upload(s3, bucket, key));

    /// <inheritdoc />
    public Stream Content => _content;

    /// <inheritdoc />
    public async ValueTask CommitAsync(CancellationToken cancellationToken) => await _content.CompleteAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _content.DisposeAsync();
}
