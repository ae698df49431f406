using System.IO.Compression;
using System.Text;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>An entry of a <see cref="HandZip"/>: right by default, and wrong in whatever a test sets.</summary>
internal sealed record HandEntry(string Name, string Text = "")
{
    public byte[]? RawName { get; init; }

    public string? LocalName { get; init; }

    public byte[] Content { get; init; } = Encoding.UTF8.GetBytes(Text);

    public bool Deflate { get; init; }

    public byte[]? Body { get; init; }

    public ushort Flags { get; init; }

    public ushort? Method { get; init; }

    public uint? Crc { get; init; }

    public long? Bytes { get; init; }

    public long? CompressedBytes { get; init; }

    public long? Offset { get; init; }

    public int Mode { get; init; } = 0x81A4;

    public byte Host { get; init; } = 3;

    /// <summary>Sizes and offset stand in a zip64 field, as writers of streams do also for small entries.</summary>
    public bool Zip64 { get; init; }

    public byte[] LocalExtra { get; init; } = [];

    public byte[] CentralExtra { get; init; } = [];

    public string Comment { get; init; } = "";

    /// <summary>Sizes follow the content; the local header has none.</summary>
    public bool Descriptor { get; init; }

    public byte[] NameBytes => RawName ?? Encoding.UTF8.GetBytes(Name);

    public byte[] Compressed => Body ?? (Deflate ? Deflated(Content) : Content);

    public static HandEntry Link(string name, string target) => new(name, target) { Mode = 0xA1FF };

    public static byte[] Deflated(byte[] content)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return output.ToArray();
    }
}
