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
        _handle = File.OpenHandle(path, options: FileOptions.Asynchronous);
        Length = RandomAccess.GetLength(_handle);
    }

    /// <inheritdoc />
    public long Length { get; }

    /// <inheritdoc />
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(_handle, buffer, offset, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return ValueTask.CompletedTask;
    }
}
