namespace LayerPipeline.Foundation.Files;

/// <summary>A file that is read by ranges.</summary>
public interface IRangedFile : IAsyncDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Up to this many bytes between two ranges are cheaper to read and drop than to open a second range.</summary>
    long GapBytes => 64 * 1024;

    /// <summary>Reads up to the buffer's length from an offset.</summary>
    /// <param name="offset">Offset from the start, in bytes.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Bytes read; 0 at the end.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Opens a range that is read once, from its start to its end; where each request takes time, one serves the whole range.</summary>
    /// <param name="offset">Offset of the range, in bytes.</param>
    /// <param name="end">Offset after the range.</param>
    /// <returns>The range; the caller disposes of it.</returns>
    Stream OpenRange(long offset, long end) => new RangeStream(this, offset, end);
}
