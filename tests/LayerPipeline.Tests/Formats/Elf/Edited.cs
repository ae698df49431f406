using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Tests.Formats.Elf;

/// <summary>Copies of libraries with one thing changed.</summary>
internal static class Edited
{
    /// <summary>With another program header of the given index.</summary>
    public static byte[] Header(ReadOnlyMemory<byte> library, int index, Func<ElfSegment, ElfSegment> edit)
    {
        var file = ElfFile.Read(library);
        var header = edit(file.Segments[index]);
        var bytes = library.ToArray();
        var entry = bytes.AsSpan((int)file.ProgramHeaderOffset + (index * ElfSegment.EntrySize));
        BinaryPrimitives.WriteUInt32LittleEndian(entry, header.Type);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], header.Flags);
        ulong[] fields = [header.Offset, header.Address, header.Address, header.FileSize, header.MemorySize, header.Alignment];
        for (var field = 0; field < fields.Length; field++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry[(8 + (8 * field))..], fields[field]);
        }

        return bytes;
    }

    /// <summary>With the byte at an address turned round.</summary>
    public static byte[] Byte(ReadOnlyMemory<byte> library, ulong address)
    {
        var bytes = library.ToArray();
        bytes[(int)ElfFile.Read(library).OffsetOf(address)!.Value] ^= 0xff;
        return bytes;
    }
}
