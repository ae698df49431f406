namespace LayerPipeline.Formats.Elf;

/// <summary>One version that a library brings (Elf64_Verdef).</summary>
/// <param name="Version">For example <c>GFORTRAN_8</c>.</param>
/// <param name="Index">Number by which symbols refer to it.</param>
/// <param name="IsBase">VER_FLG_BASE: the library's own name, not a version.</param>
public sealed record ElfVersionDefinition(string Version, int Index, bool IsBase);
