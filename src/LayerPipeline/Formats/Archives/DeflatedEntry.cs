using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>A new or changed entry, compressed and ready to be written.</summary>
public sealed record DeflatedEntry
{
    /// <summary>
    /// Bytes that are deflated by themselves. Large content is cut so that all cores share the work; what that costs is the 32 KiB
    /// that deflate looks back at each cut.
    /// </summary>
    private const int PieceBytes = 2 << 20;

    private DeflatedEntry(ZipEntry header, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Header = header;
        Pieces = pieces;
    }

    /// <summary>The entry's facts; its offset is given by the writer.</summary>
    public ZipEntry Header { get; }

    /// <summary>
    /// Content as it stands in the archive, one piece after the other; each is valid until the next is asked for. Large content is
    /// deflated while this is enumerated, and was deflated once before to know its length: less work than to hold both its forms.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces { get; }

    /// <summary>An entry of another archive as it stands there.</summary>
    internal static DeflatedEntry AsIs(ZipEntry entry, ReadOnlyMemory<byte> compressed) => new(entry, [compressed]);

    /// <summary>An entry of another archive with the same content, deflated as <see cref="Make(string, int, ReadOnlyMemory{byte})"/> does it.</summary>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    internal static async Task<DeflatedEntry> AgainAsync(ZipEntry entry, byte[] compressed, CancellationToken cancellationToken) =>
        Make(entry.Name, entry.Mode, await EntryContent.InflateAsync(entry, compressed, cancellationToken));

    /// <summary>Deflates content, or stores it where deflate gains nothing.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="mode">Unix mode bits.</param>
    /// <param name="content">The content; not to be changed until the entry is written.</param>
    /// <returns>The entry. The same input gives the same bytes, whatever the number of cores.</returns>
    public static DeflatedEntry Make(string name, int mode, ReadOnlyMemory<byte> content) =>
        Make(name, mode, new ReadOnlySequence<byte>(content));

    /// <inheritdoc cref="Make(string, int, ReadOnlyMemory{byte})" />
    internal static DeflatedEntry Make(string name, int mode, ReadOnlySequence<byte> content)
    {
        EntryName.Check(name);
        var pieces = Deflate(content, Buffers(content.Length));
        if (content.Length < EntryContent.BytesAtATime)
        {
            pieces = [.. pieces.Select(piece => (ReadOnlyMemory<byte>)piece.ToArray())];
        }

        var bytes = pieces.Sum(piece => (long)piece.Length);
        var stored = bytes >= content.Length;
        var header = new ZipEntry
        {
            Name = name,
            Method = stored ? ZipFormat.Stored : ZipFormat.Deflated,
            Crc32 = Checksum(content),
            CompressedBytes = stored ? content.Length : bytes,
            Bytes = content.Length,
            Mode = mode,
            Offset = 0,
        };
        return new DeflatedEntry(header, stored ? content.Pieces() : pieces);
    }

    private static uint Checksum(ReadOnlySequence<byte> content)
    {
        var checksum = new Crc32();
        foreach (var piece in content)
        {
            checksum.Append(piece.Span);
        }

        return checksum.GetCurrentHashAsUInt32();
    }

    private static int Count(long bytes) => (int)Math.Max(1, (bytes + PieceBytes - 1) / PieceBytes);

    /// <summary>One for each core; of a length that content which can't be deflated does not exceed.</summary>
    private static MemoryStream[] Buffers(long bytes)
    {
        var most = Math.Min(bytes, PieceBytes) + 1024;
        return [.. Enumerable.Range(0, Math.Min(Count(bytes), Environment.ProcessorCount)).Select(_ => new MemoryStream((int)most))];
    }

    /// <summary>Deflates a piece on each core at a time, into the same buffers again and again.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Deflate(ReadOnlySequence<byte> content, MemoryStream[] buffers)
    {
        var count = Count(content.Length);
        for (var first = 0; first < count; first += buffers.Length)
        {
            var taken = Math.Min(buffers.Length, count - first);
            Parallel.For(0, taken, i => Deflate(content, first + i, isLast: first + i == count - 1, buffers[i]));
            for (var i = 0; i < taken; i++)
            {
                yield return buffers[i].GetBuffer().AsMemory(0, (int)buffers[i].Length);
            }
        }
    }

    /// <summary>A flush ends a piece on a whole byte without ending the stream, so that the next can follow (RFC 1951, 3.2.4).</summary>
    private static void Deflate(ReadOnlySequence<byte> content, int index, bool isLast, MemoryStream buffer)
    {
        var start = (long)index * PieceBytes;
        var piece = content.Slice(start, Math.Min(PieceBytes, content.Length - start));
        buffer.SetLength(0);
        long? end = null;
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            // In one call, since nothing promises that the cuts between calls leave no trace in the bytes.
            deflate.Write(piece.InOnePiece().Span);
            if (!isLast)
            {
                deflate.Flush();
                end = buffer.Length;
            }
        }

        // What disposing adds is the end of a stream, and this one goes on.
        buffer.SetLength(end ?? buffer.Length);
    }
}
