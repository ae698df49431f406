using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>One entry of the dynamic section (Elf64_Dyn).</summary>
/// <param name="Tag">d_tag.</param>
/// <param name="Value">d_val or d_ptr.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElfDynamicEntry(long Tag, ulong Value);
