namespace LayerPipeline.Runs;

/// <summary>A file that is read by ranges.</summary>
public interface IRunFile : IAsyncDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>
    /// Says that most of a range is about to be read, going forward. Reads stay possible anywhere; where each request takes time,
    /// one may then serve them all.
    /// </summary>
    /// <param name="offset">Offset of the range, in bytes.</param>
    /// <param name="end">Offset after the range.</param>
    void Expect(long offset, long end) { }

    /// <summary>Reads up to the buffer's length from an offset.</summary>
    /// <param name="offset">Offset from the start, in bytes.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Bytes read; 0 at the end.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
