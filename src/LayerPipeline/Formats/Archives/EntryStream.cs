using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>The content of an entry as it stands in an archive, read from a reader that stands at its first byte.</summary>
/// <param name="reader">The reader.</param>
/// <param name="bytes">How many bytes the entry has there.</param>
internal sealed class EntryStream(ForwardReader reader, long bytes) : ReadStream
{
    /// <summary>Bytes that have not been read.</summary>
    public long Left { get; private set; } = bytes;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = Math.Min(buffer.Length, Left);
        if (most == 0)
        {
            return 0;
        }

        var taken = await reader.MustTakeAsync(most, cancellationToken);
        taken.CopyTo(buffer);
        Left -= taken.Length;
        return taken.Length;
    }
}
