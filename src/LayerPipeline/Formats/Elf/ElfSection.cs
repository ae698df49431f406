using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One section header (Elf64_Shdr). No loader reads these; they are a hint that a file may lack.</summary>
/// <param name="Type">sh_type; 2 symbols, 3 strings, 8 no bits.</param>
/// <param name="Flags">sh_flags; 2 is loaded.</param>
/// <param name="Address">sh_addr.</param>
/// <param name="Offset">sh_offset, bytes.</param>
/// <param name="Size">sh_size, bytes.</param>
/// <param name="Link">sh_link: index of the section this one refers to.</param>
/// <param name="Alignment">sh_addralign, bytes.</param>
/// <param name="NameOffset">sh_name, offset into the names of sections.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfSection(
    uint Type,
    ulong Flags,
    ulong Address,
    ulong Offset,
    ulong Size,
    uint Link,
    ulong Alignment,
    uint NameOffset = 0
)
{
    /// <summary>Size of one entry in the file, bytes.</summary>
    public const int EntrySize = 64;

    /// <summary>Whether it is part of the running library.</summary>
    public bool IsAllocated => (Flags & SectionTypes.AllocateFlag) != 0;

    /// <summary>Whether it holds instructions.</summary>
    public bool IsCode => IsAllocated && (Flags & SectionTypes.ExecuteFlag) != 0;

    /// <summary>Whether it takes addresses of the running library; sizes of thread-local zeros are counted per thread.</summary>
    public bool HasAddresses => IsAllocated && !(Type == SectionTypes.NoBits && (Flags & SectionTypes.ThreadLocalFlag) != 0);

    /// <summary>Its addresses.</summary>
    public AddressRange Range => AddressRange.At(Address, Size);
}
