using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One relocation with addend (Elf64_Rela).</summary>
/// <param name="FileOffset">Where the entry itself lies, bytes from the file's start.</param>
/// <param name="Address">r_offset: the slot that the loader writes.</param>
/// <param name="Type">Type, numbered per machine.</param>
/// <param name="SymbolIndex">Index into the dynamic symbols; 0 for none.</param>
/// <param name="Addend">r_addend.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElfRelocation(ulong FileOffset, ulong Address, uint Type, uint SymbolIndex, long Addend)
{
    /// <summary>Size of one entry in the file, bytes.</summary>
    public const int EntrySize = 24;
}
