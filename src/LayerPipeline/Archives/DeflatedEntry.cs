using System.IO.Compression;
using System.IO.Hashing;

namespace LayerPipeline.Archives;

/// <summary>A new or changed entry, compressed and ready to be written.</summary>
public sealed record DeflatedEntry
{
    private DeflatedEntry(ZipEntry header, ReadOnlyMemory<byte> content)
    {
        Header = header;
        Content = content;
    }

    /// <summary>The entry's facts; its offset is given by the writer.</summary>
    public ZipEntry Header { get; }

    /// <summary>Content as it stands in the archive.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>An entry of another archive as it stands there.</summary>
    internal static DeflatedEntry AsIs(ZipEntry entry, ReadOnlyMemory<byte> compressed) => new(entry, compressed);

    /// <summary>Deflates content, or stores it where deflate gains nothing.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="mode">Unix mode bits.</param>
    /// <param name="content">The content.</param>
    /// <returns>The entry. The same input gives the same bytes.</returns>
    public static DeflatedEntry Make(string name, int mode, ReadOnlyMemory<byte> content)
    {
        EntryName.Check(name);
        using var compressed = new MemoryStream(content.Length / 2);
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content.Span);
        }

        var stored = compressed.Length >= content.Length;
        var body = stored ? content : compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
        var header = new ZipEntry
        {
            Name = name,
            Method = stored ? ZipFormat.Stored : ZipFormat.Deflated,
            Crc32 = System.IO.Hashing.Crc32.HashToUInt32(content.Span),
            CompressedBytes = body.Length,
            Bytes = content.Length,
            Mode = mode,
            Offset = 0,
        };
        return new DeflatedEntry(header, body);
    }
}
