using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One symbol (Elf64_Sym).</summary>
/// <param name="NameOffset">st_name, offset into the table's strings.</param>
/// <param name="Info">st_info.</param>
/// <param name="SectionIndex">st_shndx; 0 is undefined, 0xfff1 absolute.</param>
/// <param name="Value">st_value, an address in a shared object.</param>
/// <param name="Size">st_size, bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElfSymbol(uint NameOffset, byte Info, ushort SectionIndex, ulong Value, ulong Size)
{
    /// <summary>Size of one entry in the file, bytes.</summary>
    public const int EntrySize = 24;

    private const ushort Absolute = 0xfff1;

    /// <summary>Whether another library has to bring it.</summary>
    public bool IsUndefined => SectionIndex == 0;

    /// <summary>Whether it names a place in this library.</summary>
    public bool IsDefinedHere => SectionIndex != 0 && SectionIndex != Absolute;

    /// <summary>STB_WEAK: may stay without a definition.</summary>
    public bool IsWeak => Info >> 4 == 2;

    /// <summary>STB_LOCAL.</summary>
    public bool IsLocal => Info >> 4 == 0;

    /// <summary>STT_OBJECT: data.</summary>
    public bool IsObject => (Info & 15) == 1;

    /// <summary>STT_FUNC or STT_GNU_IFUNC.</summary>
    public bool IsFunction => (Info & 15) is 2 or 10;

    /// <summary>STT_NOTYPE: assembler code has such symbols.</summary>
    public bool IsUntyped => (Info & 15) == 0;

    /// <summary>STT_TLS: the value is an offset into the thread's block, no address.</summary>
    public bool IsThreadLocal => (Info & 15) == 6;
}
