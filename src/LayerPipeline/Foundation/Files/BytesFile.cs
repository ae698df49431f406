namespace LayerPipeline.Foundation.Files;

/// <summary>A file that is in memory.</summary>
/// <param name="content">Its bytes.</param>
internal sealed class BytesFile(ReadOnlyMemory<byte> content) : IRangedFile
{
    /// <inheritdoc />
    public long Length => content.Length;

    /// <inheritdoc />
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
        content.Span.Slice((int)Math.Min(offset, content.Length), count).CopyTo(buffer.Span);
        return ValueTask.FromResult(count);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
