namespace LayerPipeline.Runs;

/// <summary>A file that is read by ranges.</summary>
public interface IRunFile : IAsyncDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to the buffer's length from an offset.</summary>
    /// <param name="offset">Offset from the start, in bytes.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Bytes read; 0 at the end.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
