using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace LayerPipeline.Formats.Cold;

/// <summary>How frames of a cold store are compressed.</summary>
public sealed record ColdCodec
{
    /// <summary>
    /// Of 45 MB of compiled and Python code, 6 leaves 0.241 in 2 s, 12 leaves 0.215 in 6 s, 19 leaves 0.197 in 40 s. All are inflated
    /// equally fast.
    /// </summary>
    private const int ZstdLevel = 12;

    /// <summary>The decoder of a function has to hold two to this power of bytes: 16 MiB.</summary>
    private const int ZstdWindow = 24;

    private ColdCodec(string name) => Name = name;

    /// <summary>Zstandard (RFC 8878), which Python has of its own since 3.14.</summary>
    public static ColdCodec Zstd { get; } = new("zstd");

    /// <summary>zlib (RFC 1950), which every Python has: half as much again as Zstandard, and inflated half as fast.</summary>
    public static ColdCodec Zlib { get; } = new("zlib");

    /// <summary>The word that a store has for it.</summary>
    public string Name { get; }

    /// <summary>Finds a codec by its word.</summary>
    /// <param name="name">The word.</param>
    /// <returns>The codec, or null when there is none of that name.</returns>
    public static ColdCodec? Find(string name) => Array.Find([Zstd, Zlib], codec => codec.Name == name);

    /// <summary>Compresses. The same content gives the same bytes.</summary>
    /// <param name="content">What is compressed, one part after the other.</param>
    /// <returns>One frame.</returns>
    public byte[] Compress(IEnumerable<ReadOnlyMemory<byte>> content)
    {
        using var to = new MemoryStream();
        using (var stream = Compressing(to))
        {
            foreach (var part in content)
            {
                stream.Write(part.Span);
            }
        }

        return to.ToArray();
    }

    /// <summary>Inflates.</summary>
    /// <param name="frame">One frame.</param>
    /// <returns>Its content, to be read once; damage shows as an <see cref="InvalidDataException"/> or a <see cref="ZstdException"/>.</returns>
    internal Stream Inflate(Stream frame) =>
        this == Zlib ? new ZLibStream(frame, CompressionMode.Decompress) : new DecompressionStream(frame);

    private Stream Compressing(Stream to)
    {
        if (this == Zlib)
        {
            return new ZLibStream(to, CompressionLevel.SmallestSize, leaveOpen: true);
        }

        var zstd = new CompressionStream(to, ZstdLevel, leaveOpen: true);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, ZstdWindow);
        return zstd;
    }
}
