namespace LayerPipeline.Foundation.Files;

/// <summary>A range of a file, read from its start to its end.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">Offset of the range, in bytes.</param>
/// <param name="end">Offset after the range.</param>
internal sealed class RangeStream(IRangedFile file, long offset, long end) : ReadStream
{
    private long _at = offset;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, end - _at);
        var read = count <= 0 ? 0 : await file.ReadAsync(_at, buffer[..count], cancellationToken);
        _at += read;
        return read;
    }
}
