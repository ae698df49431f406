using System.IO.Compression;
using System.Runtime.CompilerServices;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>Reads entries whole, with their lengths and checksums verified.</summary>
internal static class EntryContent
{
    /// <summary>Bytes of content that is worked on at a time.</summary>
    internal const long BytesAtATime = 24 << 20;

    /// <summary>Reads and inflates an entry.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entry">An entry of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public static async ValueTask<byte[]> ReadAsync(IRangedFile file, ZipEntry entry, CancellationToken cancellationToken)
    {
        await using var reader = new EntryReader(file, [entry]);
        return Inflate(entry, await reader.ReadAsync(entry, cancellationToken));
    }

    /// <summary>
    /// Reads entries once, in the order in which they are stored in the archive, and works on several at a time: on
    /// <see cref="BytesAtATime"/> of them, or on one that is larger.
    /// </summary>
    /// <param name="file">The archive.</param>
    /// <param name="entries">Entries of its directory.</param>
    /// <param name="work">What is done with an entry and its content; runs on the thread pool.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Results, in that order.</returns>
    /// <exception cref="InvalidArchiveException">Some content is not what the directory says.</exception>
    internal static async IAsyncEnumerable<TResult> SelectAsync<TResult>(
        IRangedFile file,
        IEnumerable<ZipEntry> entries,
        Func<ZipEntry, byte[], TResult> work,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ordered = entries.OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(file, ordered);
        var results = OrderedParallel.SelectAsync(
            ordered,
            Weight,
            BytesAtATime,
            reader.ReadAsync,
            (entry, compressed, _) => Task.FromResult(work(entry, Inflate(entry, compressed))),
            cancellationToken
        );
        await foreach (var result in results)
        {
            yield return result;
        }
    }

    /// <summary>Bytes that an entry takes while it is worked on, but for the smaller of the two forms that its content has.</summary>
    internal static long Weight(ZipEntry entry) => Math.Max(entry.Bytes, entry.CompressedBytes);

    /// <summary>Inflates what <see cref="EntryReader.ReadAsync"/> read.</summary>
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
        if (!ArchiveLimits.Default.CanBeInMemory(bytes))
        {
            throw new InvalidArchiveException($"Entry '{name}' has {bytes} bytes unzipped, which is more than can be read at once.");
        }

        var content = GC.AllocateUninitializedArray<byte>((int)bytes);
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
