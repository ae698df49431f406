namespace LayerPipeline.Formats.Elf;

/// <summary>One version that a library needs of another (Elf64_Verneed with one Elf64_Vernaux).</summary>
/// <param name="File">Name of the library that has to bring it, as in DT_NEEDED.</param>
/// <param name="Version">For example <c>GLIBC_2.17</c>.</param>
/// <param name="Index">Number by which symbols refer to it.</param>
/// <param name="IsWeak">VER_FLG_WEAK: the loader only warns where it is missing.</param>
internal sealed record ElfVersionNeed(string File, string Version, int Index, bool IsWeak);
