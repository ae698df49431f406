using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>
/// Drops kernels for processors that Lambda does not have from libraries that choose among many at run time, and redirects
/// that choice to a kept core. Libraries are found by their tables of kernels, not by their names.
/// </summary>
public static class OpenBlasKernels
{
    private static readonly HashSet<string> NoImports = [];

    /// <summary>Drops the kernels of a library, and packs it.</summary>
    /// <param name="original">The whole file.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="imported">Symbols that other libraries of the layer import, which stay; null where nothing is known of them.</param>
    /// <param name="catalog">Which cores stay; null for <see cref="KernelCatalog.Default"/>.</param>
    /// <returns>The smaller library, verified; or the original, with the reason where it has kernels.</returns>
    public static KernelResult Drop(
        ReadOnlyMemory<byte> original,
        string architecture,
        IReadOnlySet<string>? imported = null,
        KernelCatalog? catalog = null
    )
    {
        try
        {
            return Drop(ElfFile.Read(original), architecture, imported ?? NoImports, catalog ?? KernelCatalog.Default);
        }
        catch (InvalidElfException exception)
        {
            return KernelResult.Unchanged(original, exception.Message);
        }
    }

    private static KernelResult Drop(ElfFile file, string architecture, IReadOnlySet<string> imported, KernelCatalog catalog)
    {
        if (file.Identity.Machine != (architecture == "arm64" ? ElfMachine.Arm64 : ElfMachine.X64))
        {
            return KernelResult.Unchanged(file.Content);
        }

        var symbols = ElfSymbolReader.ReadStatic(file);
        var choice = CoreChoice.Decide(file, symbols ?? file.DynamicSymbols, catalog, architecture);
        if (choice.Dropped.Count == 0)
        {
            return KernelResult.Unchanged(file.Content);
        }

        // Without the names of local functions nothing shows where a dropped one ends.
        return symbols is null
            ? KernelResult.Unchanged(
                file.Content,
                "it has kernels for several processors, but the names of its local functions were stripped"
            )
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
            return KernelResult.Unchanged(file.Content, problem);
        }

        var dead = AddressRange.Merge(code.DeadRanges());
        var deadFrames = frames.Where(frame => AddressRange.AnyContains(dead, frame.Function)).Select(frame => frame.Range);
        var drops = AddressRange.Merge([.. dead, .. deadFrames]);
        var packed = ElfTrimmer.Pack(redirection.Bytes, drops);
        var problems =
            packed.SavedBytes == 0
                ? [packed.Refusal ?? "nothing could be saved"]
                : Verify(
                    file,
                    packed.Content,
                    code,
                    choice,
                    new PermittedChanges
                    {
                        Dropped = drops,
                        Changed = redirection.Changed,
                        DeadSlots = choice.DroppedTables,
                    }
                );
        return problems is [var first, ..]
            ? KernelResult.Unchanged(file.Content, first)
            : new KernelResult
            {
                Content = packed.Content,
                SavedBytes = packed.SavedBytes,
                Redirected = choice
                    .Dropped.Values.OrderBy(pair => pair.Table.Core, StringComparer.Ordinal)
                    .ToDictionary(pair => pair.Table.Core, pair => pair.Instead.Core, StringComparer.Ordinal),
            };
    }

    private static IReadOnlyList<string> Verify(
        ElfFile file,
        ReadOnlyMemory<byte> result,
        KernelCode code,
        CoreChoice choice,
        PermittedChanges permitted
    )
    {
        var problems = ElfVerifier.Verify(file.Content, result, permitted);
        return problems.Count > 0 ? problems : [.. KernelRules.Check(file, ElfFile.Read(result), code, choice)];
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
