namespace LayerPipeline.Foundation.Files;

/// <summary>Reads that every run file has in common.</summary>
public static class RangedFileReading
{
    /// <summary>Fills the buffer from an offset.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="buffer">What is filled.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the buffer is full.</returns>
    /// <exception cref="RunFileException">The file ends first.</exception>
    public static async ValueTask ReadExactlyAsync(
        this IRangedFile file,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        while (!buffer.IsEmpty)
        {
            var read = await file.ReadAsync(offset, buffer, cancellationToken);
            if (read == 0)
            {
                throw new RunFileException($"The file ends at {file.Length} bytes, {buffer.Length} bytes early: truncated.");
            }

            offset += read;
            buffer = buffer[read..];
        }
    }
}
