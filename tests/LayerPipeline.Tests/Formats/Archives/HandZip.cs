using System.IO.Hashing;
using System.Text;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>Writes a zip archive field by field, also one that no tool would write.</summary>
internal sealed class HandZip(params HandEntry[] entries)
{
    public string Comment { get; init; } = "";

    public ushort Disk { get; init; }

    public long? DeclaredEntries { get; init; }

    public long? DirectoryOffset { get; init; }

    public long? DirectoryBytes { get; init; }

    /// <summary>A zip64 end record and its locator stand before the end record.</summary>
    public bool Zip64 { get; init; }

    public long? Zip64EndOffset { get; init; }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        var offsets = new List<long>();
        foreach (var entry in entries)
        {
            offsets.Add(entry.Offset ?? stream.Position);
            WriteLocal(output, entry);
        }

        var start = stream.Position;
        for (var i = 0; i < entries.Length; i++)
        {
            WriteCentral(output, entries[i], offsets[i]);
        }

        WriteEnd(output, DeclaredEntries ?? entries.Length, DirectoryBytes ?? (stream.Position - start), DirectoryOffset ?? start);
        return stream.ToArray();
    }

    private static void WriteLocal(BinaryWriter output, HandEntry entry)
    {
        var name = entry.LocalName is { } other ? Encoding.UTF8.GetBytes(other) : entry.NameBytes;
        output.Write(0x04034b50u);
        output.Write((ushort)20);
        WriteMethod(output, entry);
        output.Write(entry.Descriptor ? 0u : CrcOf(entry));
        output.Write(entry.Descriptor ? 0u : (uint)entry.Compressed.Length);
        output.Write(entry.Descriptor ? 0u : (uint)entry.Content.Length);
        output.Write((ushort)name.Length);
        output.Write((ushort)entry.LocalExtra.Length);
        output.Write(name);
        output.Write(entry.LocalExtra);
        output.Write(entry.Compressed);
        if (entry.Descriptor)
        {
            output.Write(0x08074b50u);
            output.Write(CrcOf(entry));
            output.Write((uint)entry.Compressed.Length);
            output.Write((uint)entry.Content.Length);
        }
    }

    private static void WriteMethod(BinaryWriter output, HandEntry entry)
    {
        output.Write((ushort)(entry.Flags | (entry.Descriptor ? 8 : 0) | 0x800));
        output.Write(entry.Method ?? (ushort)(entry.Deflate ? 8 : 0));
        output.Write(0x58_21_65_43u);
    }

    private static uint CrcOf(HandEntry entry) => entry.Crc ?? Crc32.HashToUInt32(entry.Content);

    private static void WriteCentral(BinaryWriter output, HandEntry entry, long offset)
    {
        long[] values = [entry.Bytes ?? entry.Content.Length, entry.CompressedBytes ?? entry.Compressed.Length, offset];
        var extra = entry.CentralExtra;
        if (entry.Zip64)
        {
            extra = [.. extra, 1, 0, 24, 0, .. values.SelectMany(BitConverter.GetBytes)];
        }

        output.Write(0x02014b50u);
        output.Write((byte)45);
        output.Write(entry.Host);
        output.Write((ushort)20);
        WriteMethod(output, entry);
        output.Write(CrcOf(entry));
        output.Write(entry.Zip64 ? uint.MaxValue : (uint)values[1]);
        output.Write(entry.Zip64 ? uint.MaxValue : (uint)values[0]);
        output.Write((ushort)entry.NameBytes.Length);
        output.Write((ushort)extra.Length);
        output.Write((ushort)entry.Comment.Length);
        output.Write((ushort)0);
        output.Write((ushort)0);
        output.Write((uint)entry.Mode << 16);
        output.Write(entry.Zip64 ? uint.MaxValue : (uint)offset);
        output.Write(entry.NameBytes);
        output.Write(extra);
        output.Write(Encoding.ASCII.GetBytes(entry.Comment));
    }

    private void WriteEnd(BinaryWriter output, long count, long bytes, long offset)
    {
        if (Zip64)
        {
            WriteZip64End(output, count, bytes, offset);
        }

        output.Write(0x06054b50u);
        output.Write(Disk);
        output.Write(Disk);
        output.Write(Zip64 ? ushort.MaxValue : (ushort)count);
        output.Write(Zip64 ? ushort.MaxValue : (ushort)count);
        output.Write(Zip64 ? uint.MaxValue : (uint)bytes);
        output.Write(Zip64 ? uint.MaxValue : (uint)offset);
        output.Write((ushort)Comment.Length);
        output.Write(Encoding.ASCII.GetBytes(Comment));
    }

    private void WriteZip64End(BinaryWriter output, long count, long bytes, long offset)
    {
        var at = output.BaseStream.Position;
        output.Write(0x06064b50u);
        output.Write(44L);
        output.Write((ushort)45);
        output.Write((ushort)45);
        output.Write(0u);
        output.Write(0u);
        output.Write(count);
        output.Write(count);
        output.Write(bytes);
        output.Write(offset);
        output.Write(0x07064b50u);
        output.Write(0u);
        output.Write(Zip64EndOffset ?? at);
        output.Write(1u);
    }
}
