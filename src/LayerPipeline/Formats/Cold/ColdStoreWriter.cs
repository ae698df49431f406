using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LayerPipeline.Formats.Cold;

/// <summary>
/// Puts a cold store together: a magic number, the length of a header as four bytes, the header with one line a unit, the list of files
/// of each unit, and the frames. A list is the length of a zlib stream as four bytes, that stream with <c>MODE SIZE PATH</c> for each
/// file, and the SHA-256 of each. The header holds the SHA-256 of each list, so that its own hash stands for all that the store holds.
/// </summary>
internal static class ColdStoreWriter
{
    internal static ReadOnlySpan<byte> Magic => "LPCOLD1\n"u8;

    /// <summary>Makes a store.</summary>
    /// <param name="frames">What it holds, in this order.</param>
    /// <returns>Its bytes, one part after the other. The same frames give the same bytes.</returns>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Make(IReadOnlyList<ColdFrame> frames)
    {
        var lists = frames.Select(frame => ListOf(frame.Files)).ToList();
        var header = HeaderOf(frames, lists);
        var start = new byte[Magic.Length + sizeof(uint)];
        Magic.CopyTo(start);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(Magic.Length), (uint)header.Length);
        return [start, header, .. lists, .. frames.Select(frame => frame.Content)];
    }

    /// <summary>Offsets depend on the header's length, which depends on their digits: it is made until it stays as long as it is.</summary>
    private static byte[] HeaderOf(IReadOnlyList<ColdFrame> frames, List<ReadOnlyMemory<byte>> lists)
    {
        var header = Array.Empty<byte>();
        while (true)
        {
            var made = HeaderAt(Magic.Length + sizeof(uint) + header.Length, frames, lists);
            if (made.Length == header.Length)
            {
                return made;
            }

            // It only ever grows: a longer header needs offsets with as many digits or more.
            header = made;
        }
    }

    private static byte[] HeaderAt(long position, IReadOnlyList<ColdFrame> frames, List<ReadOnlyMemory<byte>> lists)
    {
        var (list, content) = (position, position + lists.Sum(list => (long)list.Length));
        var text = new StringBuilder();
        foreach (var (frame, files) in frames.Zip(lists))
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(files.Span));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{frame.Name}\t{frame.Codec.Name}\t{content}\t{frame.Content.Length}\t{frame.Bytes}\t{frame.Files.Count}\t{list}\t{files.Length}\t{digest}\n"
            );
            list += files.Length;
            content += frame.Content.Length;
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static ReadOnlyMemory<byte> ListOf(IReadOnlyList<ColdFile> files)
    {
        using var list = new MemoryStream();
        list.Write(new byte[sizeof(uint)]);
        using (var zlib = new ZLibStream(list, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (var file in files)
            {
                zlib.Write(Encoding.UTF8.GetBytes($"{Convert.ToString(file.Mode, 8)} {file.Bytes} {file.Path}\0"));
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(list.GetBuffer(), (uint)(list.Length - sizeof(uint)));
        foreach (var file in files)
        {
            list.Write(file.Sha256.Span);
        }

        return list.ToArray();
    }
}
