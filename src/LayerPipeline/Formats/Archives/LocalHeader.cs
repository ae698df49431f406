using System.Buffers.Binary;
using System.Text;

namespace LayerPipeline.Formats.Archives;

/// <summary>The header in front of an entry's content, read and written.</summary>
internal static class LocalHeader
{
    /// <summary>Passes over the local header that the reader stands at, after comparing it with the central one.</summary>
    /// <exception cref="InvalidArchiveException">The two disagree, or the content would not fit.</exception>
    public static async ValueTask SkipAsync(ForwardReader reader, ZipEntry entry, CancellationToken cancellationToken)
    {
        var header = await reader.TakeExactlyAsync(ZipFormat.LocalHeaderBytes, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header.Span) != ZipFormat.LocalHeaderSignature)
        {
            throw new InvalidArchiveException($"No local header for entry '{entry.Name}' at {entry.Offset}: damaged.");
        }

        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.Span[26..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.Span[28..]);
        if (entry.Offset + ZipFormat.LocalHeaderBytes + nameBytes + extraBytes + entry.CompressedBytes > entry.End)
        {
            throw new InvalidArchiveException($"Entry '{entry.Name}' reaches into what follows at {entry.End}: damaged.");
        }

        var name = await reader.TakeExactlyAsync(nameBytes, cancellationToken);
        if (!IsName(name.Span, entry.StoredName ?? entry.Name))
        {
            throw new InvalidArchiveException(
                $"Entry '{entry.Name}' has a different name in its local header; it is undefined which one applies."
            );
        }

        await reader.SkipAsync(extraBytes, cancellationToken);
    }

    private static bool IsName(ReadOnlySpan<byte> bytes, string name)
    {
        // The bytes of a name in ASCII are its letters.
        return bytes.Length == name.Length && Ascii.IsValid(bytes)
            ? Ascii.Equals(bytes, name)
            : bytes.SequenceEqual(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>A local header without time, without extra fields unless zip64 is needed.</summary>
    public static byte[] Make(ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var zip64 = NeedsZip64(entry.Bytes) || NeedsZip64(entry.CompressedBytes);
        var header = new byte[ZipFormat.LocalHeaderBytes + name.Length + (zip64 ? 20 : 0)];
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipFormat.LocalHeaderSignature);
        WriteCommon(header.AsSpan(4), entry, zip64);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)(zip64 ? 20 : 0));
        name.CopyTo(header, ZipFormat.LocalHeaderBytes);
        if (zip64)
        {
            var extra = header.AsSpan(ZipFormat.LocalHeaderBytes + name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(extra, ZipFormat.Zip64ExtraTag);
            BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], 16);
            BinaryPrimitives.WriteInt64LittleEndian(extra[4..], entry.Bytes);
            BinaryPrimitives.WriteInt64LittleEndian(extra[12..], entry.CompressedBytes);
        }

        return header;
    }

    /// <summary>The 22 bytes from "version needed" to "uncompressed size" that local and central headers share.</summary>
    public static void WriteCommon(Span<byte> at, ZipEntry entry, bool zip64)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, zip64 ? ZipFormat.Version45 : ZipFormat.Version20);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], Ascii.IsValid(entry.Name) ? (ushort)0 : ZipFormat.Utf8Name);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], entry.Method);
        BinaryPrimitives.WriteUInt16LittleEndian(at[6..], 0);
        BinaryPrimitives.WriteUInt16LittleEndian(at[8..], ZipFormat.Date1980);
        BinaryPrimitives.WriteUInt32LittleEndian(at[10..], entry.Crc32);
        var sizes = NeedsZip64(entry.Bytes) || NeedsZip64(entry.CompressedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(at[14..], sizes ? uint.MaxValue : (uint)entry.CompressedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(at[18..], sizes ? uint.MaxValue : (uint)entry.Bytes);
    }

    public static bool NeedsZip64(long value) => value >= uint.MaxValue;
}
