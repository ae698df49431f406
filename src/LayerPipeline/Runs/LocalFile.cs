using Microsoft.Win32.SafeHandles;

namespace LayerPipeline.Runs;

/// <summary>A file on this machine, read by ranges.</summary>
public sealed class LocalFile : IRunFile
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    public LocalFile(string path)
    {
        _handle = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_handle);
    }

    /// <inheritdoc />
    public long Length { get; }

    /// <inheritdoc />
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Linux has no asynchronous reads of files: the runtime would hand each to another thread, which costs more than it takes.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(RandomAccess.Read(_handle, buffer.Span, offset));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return ValueTask.CompletedTask;
    }
}
