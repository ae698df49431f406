using System.IO.Compression;
using LayerPipeline.Runs;

namespace LayerPipeline.Archives;

/// <summary>Reads one entry whole, with its length and checksum verified.</summary>
public static class EntryContent
{
    /// <summary>Reads and inflates an entry.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entry">An entry of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public static async ValueTask<byte[]> ReadAsync(IRunFile file, ZipEntry entry, CancellationToken cancellationToken) =>
        Inflate(entry, await ReadCompressedAsync(file, entry, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads an entry as it stands in the archive.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entry">An entry of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The compressed content; the method is the entry's.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged there.</exception>
    internal static async ValueTask<byte[]> ReadCompressedAsync(IRunFile file, ZipEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Bytes > ArchiveLimits.Default.EntryBytes)
        {
            throw new InvalidArchiveException($"Entry '{entry.Name}' has {entry.Bytes} bytes; more than can be read whole.");
        }

        var reader = new ForwardReader(file, (int)Math.Min(1 << 20, entry.End - entry.Offset));
        await using (reader.ConfigureAwait(false))
        {
            await reader.StartAsync(entry.Offset, entry.End, cancellationToken).ConfigureAwait(false);
            await LocalHeader.SkipAsync(reader, entry, cancellationToken).ConfigureAwait(false);
            var compressed = new byte[entry.CompressedBytes];
            await reader.ReadExactlyAsync(compressed, cancellationToken).ConfigureAwait(false);
            return compressed;
        }
    }

    /// <summary>Says that entries are about to be read in the order of their offsets.</summary>
    internal static void Expect(IRunFile file, IEnumerable<ZipEntry> entries)
    {
        var (offset, end) = entries.Aggregate(
            (Offset: long.MaxValue, End: 0L),
            (range, entry) => (Math.Min(range.Offset, entry.Offset), Math.Max(range.End, entry.End))
        );
        if (offset < end)
        {
            file.Expect(offset, end);
        }
    }

    /// <summary>Inflates what <see cref="ReadCompressedAsync"/> read.</summary>
    internal static byte[] Inflate(ZipEntry entry, byte[] compressed)
    {
        var content = entry.Method == ZipFormat.Stored ? compressed : Inflate(entry.Name, entry.Bytes, compressed);
        if (System.IO.Hashing.Crc32.HashToUInt32(content) != entry.Crc32)
        {
            throw new InvalidArchiveException($"Entry '{entry.Name}' does not have the checksum that the directory states: damaged.");
        }

        return content;
    }

    private static byte[] Inflate(string name, long bytes, byte[] compressed)
    {
        var content = new byte[bytes];
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
            inflate.ReadExactly(content);
            if (inflate.ReadByte() != -1)
            {
                throw new InvalidArchiveException($"Entry '{name}' has more than the {bytes} bytes that the directory states.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidArchiveException($"Entry '{name}' can't be inflated to {bytes} bytes: damaged.", e);
        }

        return content;
    }
}
