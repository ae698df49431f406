using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>Little-endian reads at checked offsets; an offset outside the file is <see cref="InvalidElfException"/>.</summary>
/// <param name="memory">The file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ElfBytes(ReadOnlyMemory<byte> memory)
{
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    public ulong Length => (ulong)Memory.Length;

    public bool Holds(ulong offset, ulong length) => offset <= Length && length <= Length - offset;

    public ReadOnlyMemory<byte> Slice(ulong offset, ulong length, string what) =>
        Holds(offset, length)
            ? Memory.Slice((int)offset, (int)length)
            : throw new InvalidElfException($"{what} at offset {offset} with {length} bytes ends after the file's {Length} bytes");

    public byte Byte(ulong offset) => Slice(offset, 1, "a byte").Span[0];

    public ushort Half(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2, "a half word").Span);

    public uint Word(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4, "a word").Span);

    public ulong Long(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8, "a double word").Span);
}
