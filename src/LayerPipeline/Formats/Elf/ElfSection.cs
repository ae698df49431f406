using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One section header (Elf64_Shdr). No loader reads these; they are a hint that a file may lack.</summary>
/// <param name="NameOffset">sh_name.</param>
/// <param name="Type">sh_type; 2 symbols, 3 strings, 8 no bits.</param>
/// <param name="Flags">sh_flags; 2 is loaded.</param>
/// <param name="Address">sh_addr.</param>
/// <param name="Offset">sh_offset, bytes.</param>
/// <param name="Size">sh_size, bytes.</param>
/// <param name="Link">sh_link: index of the section this one refers to.</param>
/// <param name="Alignment">sh_addralign, bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElfSection(
    uint NameOffset,
    uint Type,
    ulong Flags,
    ulong Address,
    ulong Offset,
    ulong Size,
    uint Link,
    ulong Alignment
)
{
    /// <summary>Size of one entry in the file, bytes.</summary>
    public const int EntrySize = 64;

    /// <summary>Whether it is part of the running library.</summary>
    public bool IsAllocated => (Flags & SectionTypes.AllocateFlag) != 0;

    /// <summary>First address after it.</summary>
    public ulong AddressEnd => Address + Size;
}
