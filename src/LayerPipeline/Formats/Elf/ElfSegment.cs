using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One program header (Elf64_Phdr).</summary>
/// <param name="Type">p_type; 1 is PT_LOAD.</param>
/// <param name="Flags">p_flags: 1 execute, 2 write, 4 read.</param>
/// <param name="Offset">p_offset, bytes from the file's start.</param>
/// <param name="Address">p_vaddr.</param>
/// <param name="FileSize">p_filesz, bytes.</param>
/// <param name="MemorySize">p_memsz, bytes.</param>
/// <param name="Alignment">p_align, bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElfSegment(
    uint Type,
    uint Flags,
    ulong Offset,
    ulong Address,
    ulong FileSize,
    ulong MemorySize,
    ulong Alignment
)
{
    /// <summary>Size of one entry in the file, bytes.</summary>
    public const int EntrySize = 56;

    /// <summary>Whether the loader maps it.</summary>
    public bool IsLoad => Type == SegmentTypes.Load;

    /// <summary>Whether it may be written at run time.</summary>
    public bool IsWritable => (Flags & SegmentFlags.Write) != 0;

    /// <summary>First address after what the file gives.</summary>
    public ulong FileEnd => Address + FileSize;

    /// <summary>First address after it in memory.</summary>
    public ulong MemoryEnd => Address + MemorySize;
}
