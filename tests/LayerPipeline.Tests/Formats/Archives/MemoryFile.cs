using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>A file in memory.</summary>
/// <param name="bytes">Its bytes.</param>
/// <param name="most">Bytes that one read gives at most: stores may give fewer than they were asked for.</param>
internal sealed class MemoryFile(ReadOnlyMemory<byte> bytes, int most = int.MaxValue) : IRangedFile
{
    public long Length => bytes.Length;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Max(0, Math.Min(Math.Min(buffer.Length, most), bytes.Length - offset));
        bytes.Span.Slice((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer.Span);
        return ValueTask.FromResult(count);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
