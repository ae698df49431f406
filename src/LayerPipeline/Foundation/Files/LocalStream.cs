using System.Runtime.InteropServices;

namespace LayerPipeline.Foundation.Files;

/// <summary>
/// A new file that is written in order. Linux has no asynchronous writes of files: the runtime would hand each to another thread,
/// which costs more than the write.
/// </summary>
/// <param name="path">Its path.</param>
internal sealed class LocalStream(string path)
    : FileStream(
        path,
        new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 1 << 17,
        }
    )
{
    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A derived FileStream copies a span into an array of the shared pool first, which keeps the largest of them for good.
        if (MemoryMarshal.TryGetArray(buffer, out var array))
        {
            Write(array.Array!, array.Offset, array.Count);
        }
        else
        {
            Write(buffer.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flush();
        return Task.CompletedTask;
    }
}
