using System.Buffers;
using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>
/// Puts a trimmed file together: a new header and a new table, and between them the original's memory, which is not copied, since
/// a library can be a third of what a layer may have.
/// </summary>
internal static class TrimWriter
{
    private const int HeaderBytes = 64;
    private const int SectionsOffsetField = 40;
    private const int SectionCountField = 60;

    private static readonly ReadOnlyMemory<byte> Zeros = new byte[MemoryPage.Size];

    public static ReadOnlySequence<byte> Write(ElfFile file, TrimLayout layout)
    {
        var content = JoinedBytes.Of(Pieces(file, layout)).Replace((long)layout.HeadersOffset, Table(layout.Headers));
        return WithHeader(
            content,
            header =>
            {
                BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(32), layout.HeadersOffset);
                BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(56), (ushort)layout.Headers.Count);
            }
        );
    }

    /// <summary>The start of a file, without section headers: e_shoff, e_shnum and e_shstrndx become 0.</summary>
    public static ReadOnlySequence<byte> CutTail(ElfFile file, ulong length) => WithHeader(file.Content.Slice(0, (long)length), _ => { });

    private static ReadOnlySequence<byte> WithHeader(ReadOnlySequence<byte> content, Action<byte[]> change)
    {
        var header = content.Slice(0, HeaderBytes).ToArray();
        change(header);
        header.AsSpan(SectionsOffsetField, 8).Clear();
        header.AsSpan(SectionCountField, 4).Clear();
        return content.Replace(0, header);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ElfFile file, TrimLayout layout)
    {
        ulong end = 0;
        foreach (var piece in layout.Pieces.Where(piece => piece.FileSize > 0))
        {
            foreach (var zeros in Gap(piece.Target - end))
            {
                yield return zeros;
            }

            foreach (var part in file.Bytes.Part(piece.Source, piece.FileSize, "a PT_LOAD").Pieces())
            {
                yield return part;
            }

            end = piece.Target + piece.FileSize;
        }

        foreach (var zeros in Gap(layout.Length - end))
        {
            yield return zeros;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Gap(ulong length)
    {
        for (var left = length; left > 0; )
        {
            var taken = Zeros[..(int)Math.Min(left, MemoryPage.Size)];
            yield return taken;
            left -= (ulong)taken.Length;
        }
    }

    private static byte[] Table(IReadOnlyList<ElfSegment> headers)
    {
        var table = new byte[headers.Count * ElfSegment.EntrySize];
        for (var index = 0; index < headers.Count; index++)
        {
            var entry = table.AsSpan(index * ElfSegment.EntrySize, ElfSegment.EntrySize);
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

        return table;
    }
}
