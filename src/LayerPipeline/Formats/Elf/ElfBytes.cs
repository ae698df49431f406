using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Elf;

/// <summary>Little-endian reads at checked offsets; an offset outside the file is <see cref="InvalidElfException"/>.</summary>
/// <param name="content">The file, or a table of it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ElfBytes(ReadOnlySequence<byte> content)
{
    public ElfBytes(ReadOnlyMemory<byte> memory)
        : this(new ReadOnlySequence<byte>(memory)) { }

    public ReadOnlySequence<byte> Content { get; } = content;

    /// <summary>All of it in one piece; meant for tables, since the pieces of a whole file would be copied.</summary>
    public ReadOnlyMemory<byte> Memory => Content.InOnePiece();

    public ulong Length => (ulong)Content.Length;

    public bool Holds(ulong offset, ulong length) => offset <= Length && length <= Length - offset;

    public ReadOnlySequence<byte> Part(ulong offset, ulong length, string what) =>
        Holds(offset, length)
            ? Content.Slice((long)offset, (long)length)
            : throw new InvalidElfException($"{what} at offset {offset} with {length} bytes ends after the file's {Length} bytes");

    public ReadOnlyMemory<byte> Slice(ulong offset, ulong length, string what) => Part(offset, length, what).InOnePiece();

    public byte Byte(ulong offset) => Slice(offset, 1, "a byte").Span[0];

    public ushort Half(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2, "a half word").Span);

    public uint Word(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4, "a word").Span);

    public ulong Long(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8, "a double word").Span);
}
