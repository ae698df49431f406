using Microsoft.Win32.SafeHandles;

namespace LayerPipeline.Foundation.Files;

/// <summary>A file on this machine, read by ranges.</summary>
public sealed class LocalFile : IRangedFile
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="RunFileException">It can't be opened.</exception>
    public LocalFile(string path)
    {
        _path = path;
        _handle = Try("opened", () => File.OpenHandle(path));
        Length = RandomAccess.GetLength(_handle);
    }

    /// <inheritdoc />
    public long Length { get; }

    /// <inheritdoc />
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Linux has no asynchronous reads of files: the runtime would hand each to another thread, which costs more than it takes.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Try("read", () => RandomAccess.Read(_handle, buffer.Span, offset)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A failure to read is told apart from one to write by the name that it gets here.</summary>
    private T Try<T>(string operation, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var next = e is UnauthorizedAccessException ? " Change its mode, or give a file that you can read." : "";
            throw new RunFileException($"'{_path}' can't be {operation}: {e.Message}{next}", e);
        }
    }
}
