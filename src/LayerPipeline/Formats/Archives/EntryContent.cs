using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>Reads entries whole, with their lengths and checksums verified.</summary>
internal static class EntryContent
{
    /// <summary>Bytes of content that is worked on at a time.</summary>
    internal const long BytesAtATime = 16 << 20;

    private const int PieceBytes = 128 << 10;

    /// <summary>Reads and inflates an entry.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entry">An entry of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public static async ValueTask<byte[]> ReadAsync(IRangedFile file, ZipEntry entry, CancellationToken cancellationToken)
    {
        await using var reader = new EntryReader(file, [entry]);
        return await reader.InflateAsync(entry, cancellationToken);
    }

    /// <summary>Inflates an entry into a stream, a piece at a time.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entry">An entry of its directory.</param>
    /// <param name="output">Where the content goes; what was written is no content where the call fails.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When everything is written.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public static async ValueTask CopyAsync(IRangedFile file, ZipEntry entry, Stream output, CancellationToken cancellationToken)
    {
        await using var reader = new EntryReader(file, [entry]);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            await reader.InflateAsync(entry, piece, content => output.Write(content.Span), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
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
        var memory = new LibraryMemory();
        var results = OrderedParallel.SelectAsync(
            ordered,
            Weight,
            BytesAtATime,
            Read,
            async (entry, read, cancel) => work(entry, IsLarge(entry) ? read : await InflateAsync(entry, read, cancel)),
            cancellationToken
        );
        await foreach (var result in results)
        {
            yield return result;
        }

        ValueTask<byte[]> Read(ZipEntry entry, CancellationToken cancel)
        {
            memory.Free(entry.Bytes);
            return IsLarge(entry) ? reader.InflateAsync(entry, cancel) : reader.ReadAsync(entry, cancel);
        }
    }

    /// <summary>Bytes that an entry takes while it is worked on, but for the smaller of the two forms that its content has.</summary>
    internal static long Weight(ZipEntry entry) => Math.Max(entry.Bytes, entry.CompressedBytes);

    /// <summary>Whether an entry is worked on alone; then it is inflated while it is read, so that only one of its forms is in memory.</summary>
    internal static bool IsLarge(ZipEntry entry) => Weight(entry) >= BytesAtATime;

    /// <summary>Inflates what <see cref="EntryReader.ReadAsync"/> read.</summary>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    internal static async ValueTask<byte[]> InflateAsync(ZipEntry entry, byte[] compressed, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(compressed);
        return await InflateAsync(entry, stream, cancellationToken);
    }

    /// <summary>Inflates the content of an entry.</summary>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    internal static async ValueTask<byte[]> InflateAsync(ZipEntry entry, Stream compressed, CancellationToken cancellationToken)
    {
        if (!ArchiveLimits.Default.CanBeInMemory(entry.Bytes))
        {
            throw new InvalidArchiveException(
                $"Entry '{entry.Name}' has {entry.Bytes} bytes unzipped, which is more than can be read at once."
            );
        }

        await using var inflate = entry.Method == ZipFormat.Stored ? null : new DeflateStream(compressed, CompressionMode.Decompress);
        var content = await ReadAllAsync(entry, inflate ?? compressed, cancellationToken);
        return Crc32.HashToUInt32(content) == entry.Crc32 ? content : throw WrongChecksum(entry);
    }

    /// <summary>Inflates the content of an entry piece by piece.</summary>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    internal static async ValueTask InflateAsync(
        ZipEntry entry,
        Stream compressed,
        Memory<byte> piece,
        Action<ReadOnlyMemory<byte>> take,
        CancellationToken cancellationToken
    )
    {
        await using var inflate = entry.Method == ZipFormat.Stored ? null : new DeflateStream(compressed, CompressionMode.Decompress);
        var checksum = new Crc32();
        var left = entry.Bytes;
        for (int read; (read = await ReadPieceAsync(entry, inflate ?? compressed, piece, cancellationToken)) > 0; left -= read)
        {
            if (read > left)
            {
                throw TooLong(entry);
            }

            checksum.Append(piece.Span[..read]);
            take(piece[..read]);
        }

        if (left > 0)
        {
            throw TooShort(entry, inner: null);
        }

        if (checksum.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw WrongChecksum(entry);
        }
    }

    /// <summary>Inflates the first bytes of an entry.</summary>
    /// <returns>Bytes that were read: as many as the buffer takes, or all that there are.</returns>
    /// <exception cref="InvalidArchiveException">They can't be inflated.</exception>
    internal static async ValueTask<int> ReadStartAsync(
        ZipEntry entry,
        Stream compressed,
        Memory<byte> start,
        CancellationToken cancellationToken
    )
    {
        await using var inflate = entry.Method == ZipFormat.Stored ? null : new DeflateStream(compressed, CompressionMode.Decompress);
        try
        {
            return await (inflate ?? compressed).ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidArchiveException($"Entry '{entry.Name}' can't be inflated: damaged.", e);
        }
    }

    private static async ValueTask<byte[]> ReadAllAsync(ZipEntry entry, Stream stream, CancellationToken cancellationToken)
    {
        var content = GC.AllocateUninitializedArray<byte>((int)entry.Bytes);
        try
        {
            await stream.ReadExactlyAsync(content, cancellationToken);
            return await stream.ReadAsync(new byte[1], cancellationToken) == 0 ? content : throw TooLong(entry);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw TooShort(entry, e);
        }
    }

    private static async ValueTask<int> ReadPieceAsync(
        ZipEntry entry,
        Stream stream,
        Memory<byte> piece,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stream.ReadAsync(piece, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw TooShort(entry, e);
        }
    }

    private static InvalidArchiveException TooLong(ZipEntry entry) =>
        new($"Entry '{entry.Name}' has more than the {entry.Bytes} bytes that the directory states.");

    private static InvalidArchiveException TooShort(ZipEntry entry, Exception? inner) =>
        new($"Entry '{entry.Name}' can't be inflated to {entry.Bytes} bytes: damaged.", inner);

    private static InvalidArchiveException WrongChecksum(ZipEntry entry) =>
        new($"Entry '{entry.Name}' does not have the checksum that the directory states: damaged.");
}
