using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>Writes a trimmed file.</summary>
internal static class TrimWriter
{
    private const int SectionsOffsetField = 40;
    private const int SectionCountField = 60;

    public static byte[] Write(ElfFile file, TrimLayout layout)
    {
        var bytes = new byte[checked((int)layout.Length)];
        foreach (var piece in layout.Pieces)
        {
            file.Content.Span.Slice((int)piece.Source, (int)piece.FileSize).CopyTo(bytes.AsSpan((int)piece.Target));
        }

        WriteHeaders(bytes.AsSpan((int)layout.HeadersOffset), layout.Headers);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(32), layout.HeadersOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(56), (ushort)layout.Headers.Count);
        ForgetSections(bytes);
        return bytes;
    }

    /// <summary>e_shoff, e_shnum and e_shstrndx become 0: there are no section headers left.</summary>
    public static void ForgetSections(Span<byte> bytes)
    {
        bytes.Slice(SectionsOffsetField, 8).Clear();
        bytes.Slice(SectionCountField, 4).Clear();
    }

    private static void WriteHeaders(Span<byte> table, IReadOnlyList<ElfSegment> headers)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            var entry = table.Slice(index * ElfSegment.EntrySize, ElfSegment.EntrySize);
            var header = headers[index];
            BinaryPrimitives.WriteUInt32LittleEndian(entry, header.Type);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], header.Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], header.Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], header.Address);
            // p_paddr has no meaning here; linkers write p_vaddr.
            BinaryPrimitives.WriteUInt64LittleEndian(entry[24..], header.Address);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[32..], header.FileSize);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[40..], header.MemorySize);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[48..], header.Alignment);
        }
    }
}
