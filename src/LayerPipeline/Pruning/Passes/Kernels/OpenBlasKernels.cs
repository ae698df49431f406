using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>
/// Drops kernels for processors that Lambda does not have from libraries that choose among many at run time, and redirects
/// that choice to a kept core. Libraries are found by their tables of kernels, not by their names.
/// </summary>
public static class OpenBlasKernels
{
    private static readonly HashSet<string> NoImports = [];

    /// <summary>Finds what of a library can go, and redirects its choice.</summary>
    /// <param name="whole">The whole file.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="imported">Symbols that other libraries of the layer import, which stay; null where nothing is known of them.</param>
    /// <param name="catalog">Which cores stay; null for <see cref="KernelCatalog.Default"/>.</param>
    /// <returns>What is to be done, for the caller to store and prove; or the reason why a library with kernels stays as it is.</returns>
    public static KernelResult Drop(
        ReadOnlyMemory<byte> whole,
        string architecture,
        IReadOnlySet<string>? imported = null,
        KernelCatalog? catalog = null
    )
    {
        try
        {
            return Drop(ElfFile.Read(whole), architecture, imported ?? NoImports, catalog ?? KernelCatalog.Default);
        }
        catch (InvalidElfException exception)
        {
            return KernelResult.Refuse(exception.Message);
        }
    }

    private static KernelResult Drop(ElfFile file, string architecture, IReadOnlySet<string> imported, KernelCatalog catalog)
    {
        if (!file.Identity.IsFor(architecture))
        {
            return KernelResult.None;
        }

        var symbols = ElfSymbolReader.ReadStatic(file);
        var choice = CoreChoice.Decide(file, symbols ?? file.DynamicSymbols, catalog, architecture);
        if (choice.Dropped.Count == 0)
        {
            return KernelResult.None;
        }

        // Without the names of local functions nothing shows where a dropped one ends.
        return symbols is null
            ? KernelResult.Refuse("it has kernels for several processors, but the names of its local functions were stripped")
            : Drop(file, choice, symbols, imported);
    }

    private static KernelResult Drop(ElfFile file, CoreChoice choice, ElfSymbolTable symbols, IReadOnlySet<string> imported)
    {
        var section = CodeSection(file);
        var frames = FrameEntry.ReadAll(file);
        var functions = FunctionMap.Read(section, symbols, frames, choice.DroppedCores);
        var code = new KernelCode(file, functions, choice, imported);
        var redirection = new CoreRedirection(file, code, choice);
        if (redirection.Run() is { } problem)
        {
            return KernelResult.Refuse(problem);
        }

        var dead = AddressRange.Merge(code.DeadRanges());
        var deadFrames = frames.Where(frame => AddressRange.AnyContains(dead, frame.Function)).Select(frame => frame.Range);
        var permitted = new PermittedChanges
        {
            Dropped = AddressRange.Merge([.. dead, .. deadFrames]),
            Changed = redirection.Changed,
            DeadSlots = choice.DroppedTables,
        };
        return new KernelResult
        {
            Edit = new LibraryEdit(redirection.Bytes, permitted, result => KernelRules.Check(file, result, code, choice)),
            Redirected = choice
                .Dropped.Values.OrderBy(pair => pair.Table.Core, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Table.Core, pair => pair.Instead.Core, StringComparer.Ordinal),
        };
    }

    /// <summary>The largest section of code; the others hold what linkers make.</summary>
    private static AddressRange CodeSection(ElfFile file)
    {
        var sections = file.Sections.Where(section => section.IsAllocated && (section.Flags & SectionTypes.ExecuteFlag) != 0).ToList();
        return sections.Count == 0
            ? throw new InvalidElfException("it has kernels, but no section of code")
            : sections.Select(section => AddressRange.At(section.Address, section.Size)).MaxBy(section => section.Length);
    }
}
