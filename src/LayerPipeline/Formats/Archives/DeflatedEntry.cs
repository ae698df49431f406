using System.IO.Compression;
using System.IO.Hashing;

namespace LayerPipeline.Formats.Archives;

/// <summary>A new or changed entry, compressed and ready to be written.</summary>
public sealed record DeflatedEntry
{
    /// <summary>
    /// Bytes that are deflated by themselves. Large content is cut so that all cores share the work; what that costs is the 32 KiB
    /// that deflate looks back at each cut.
    /// </summary>
    private const int PieceBytes = 2 << 20;

    private DeflatedEntry(ZipEntry header, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        Header = header;
        Pieces = pieces;
    }

    /// <summary>The entry's facts; its offset is given by the writer.</summary>
    public ZipEntry Header { get; }

    /// <summary>Content as it stands in the archive, one piece after the other.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces { get; }

    /// <summary>An entry of another archive as it stands there.</summary>
    internal static DeflatedEntry AsIs(ZipEntry entry, ReadOnlyMemory<byte> compressed) => new(entry, [compressed]);

    /// <summary>Deflates content, or stores it where deflate gains nothing.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="mode">Unix mode bits.</param>
    /// <param name="content">The content.</param>
    /// <returns>The entry. The same input gives the same bytes, whatever the number of cores.</returns>
    public static DeflatedEntry Make(string name, int mode, ReadOnlyMemory<byte> content)
    {
        EntryName.Check(name);
        var deflated = Deflate(content);
        var bytes = deflated.Sum(piece => (long)piece.Length);
        var stored = bytes >= content.Length;
        var header = new ZipEntry
        {
            Name = name,
            Method = stored ? ZipFormat.Stored : ZipFormat.Deflated,
            Crc32 = Crc32.HashToUInt32(content.Span),
            CompressedBytes = stored ? content.Length : bytes,
            Bytes = content.Length,
            Mode = mode,
            Offset = 0,
        };
        return new DeflatedEntry(header, stored ? [content] : deflated);
    }

    private static ReadOnlyMemory<byte>[] Deflate(ReadOnlyMemory<byte> content)
    {
        var pieces = new ReadOnlyMemory<byte>[Math.Max(1, (content.Length + PieceBytes - 1) / PieceBytes)];
        if (pieces.Length == 1)
        {
            pieces[0] = Deflate(content, isLast: true, new MemoryStream(content.Length / 3));
            return pieces;
        }

        // A buffer per worker, not per piece: buffers of large libraries would be several times the library until they are collected.
        Parallel.For(
            0,
            pieces.Length,
            () => new MemoryStream(PieceBytes),
            (i, _, buffer) =>
            {
                var start = i * PieceBytes;
                var isLast = i == pieces.Length - 1;
                pieces[i] = Deflate(content.Slice(start, isLast ? content.Length - start : PieceBytes), isLast, buffer);
                return buffer;
            },
            buffer => buffer.Dispose()
        );
        return pieces;
    }

    /// <summary>A flush ends a piece on a whole byte without ending the stream, so that the next can follow (RFC 1951, 3.2.4).</summary>
    private static byte[] Deflate(ReadOnlyMemory<byte> content, bool isLast, MemoryStream buffer)
    {
        buffer.SetLength(0);
        using var deflate = new DeflateStream(buffer, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(content.Span);
        if (isLast)
        {
            deflate.Dispose();
        }
        else
        {
            deflate.Flush();
        }

        // Before the stream is disposed of, which would write its end into the buffer.
        return buffer.ToArray();
    }
}
