using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes;

/// <summary>
/// Sections that no loader maps and no compiler makes: whoever added one, with <c>objcopy --add-section</c> or the like, finds it by
/// reading the library's file.
/// </summary>
internal static class OwnSections
{
    private const uint ProgramBits = 1;

    /// <summary>
    /// Beginnings of names that compilers, linkers and debuggers give. Source: the special sections of the System V ABI
    /// (https://www.sco.com/developers/gabi/latest/ch4.sheader.html) and of binutils' bfd/elf.c.
    /// </summary>
    private static readonly string[] OfTools =
    [
        ".annobin",
        ".comment",
        ".ctf",
        ".debug",
        ".gdb_index",
        ".gnu",
        ".GCC.",
        ".go",
        ".line",
        ".llvm",
        ".note",
        ".stab",
        ".SUNW",
        ".zdebug",
    ];

    /// <summary>The name of the first one with content; null where there is none.</summary>
    /// <param name="file">The library.</param>
    /// <exception cref="InvalidElfException">The names of the sections can't be read.</exception>
    public static string? First(ElfFile file) =>
        file.NamedSections()
            .Where(each => each.Section is { Type: ProgramBits, IsAllocated: false, Size: > 0 } && each.Name.Length > 0)
            .Select(each => each.Name)
            .FirstOrDefault(name => !Array.Exists(OfTools, start => name.StartsWith(start, StringComparison.Ordinal)));
}
