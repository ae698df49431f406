using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>
/// Drops kernels for processors that Lambda does not have from libraries that choose among many at run time, and redirects
/// that choice to a kept core. Libraries are found by their tables of kernels, not by their names.
/// </summary>
/// <remarks>
/// Such a library has, for each core it knows, a table of pointers to that core's kernels, and at its start takes the address of one
/// table. What happens here, in this order:
/// <list type="number">
/// <item>Choose (<see cref="CoreChoice"/>): find the tables by their structure, and pick those whose core the data redirects to one
/// that is kept.</item>
/// <item>Seed (<see cref="FunctionMap"/>): a function is a candidate where every name it has ends in a dropped core's. Names only
/// propose; they decide nothing.</item>
/// <item>Revive (<see cref="KernelCode"/>): whatever can be reached lives: from functions that are not candidates, from every slot that
/// holds an address and is not in a dropped table, from the entry points, and from symbols that other libraries import; and whatever
/// that refers to, in turn. Where the decoder is unsure, it names more addresses than there are, never fewer.</item>
/// <item>Redirect (<see cref="CoreRedirection"/>): every slot and every instruction that yields the address of a dropped table yields
/// the kept one's. One that can't be changed in place stops everything, and the library stays as it is.</item>
/// <item>Drop: what is still dead may be left out, whole pages of it, with the unwinding entries of those functions. No byte that
/// stays moves to another address.</item>
/// <item>Verify (<see cref="KernelRules"/>, after the proof that every changed library passes): the stored result is decoded anew, and
/// no function that stays may refer to what is missing or choose a dropped core.</item>
/// </list>
/// </remarks>
internal static class OpenBlasKernels
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

    /// <summary>Whether a library chooses among kernels of which some can go.</summary>
    /// <param name="whole">The whole file.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="catalog">Which cores stay.</param>
    public static bool HasChoice(ReadOnlyMemory<byte> whole, string architecture, KernelCatalog catalog)
    {
        try
        {
            var file = ElfFile.Read(whole);
            return Choose(file, ElfSymbolReader.ReadStatic(file), architecture, catalog) is not null;
        }
        catch (InvalidElfException)
        {
            // What can't be read is left as it is, by every pass.
            return false;
        }
    }

    private static CoreChoice? Choose(ElfFile file, ElfSymbolTable? symbols, string architecture, KernelCatalog catalog)
    {
        if (!file.Identity.IsFor(architecture))
        {
            return null;
        }

        var choice = CoreChoice.Decide(file, symbols ?? file.DynamicSymbols, catalog, architecture);
        return choice.Dropped.Count == 0 ? null : choice;
    }

    private static KernelResult Drop(ElfFile file, string architecture, IReadOnlySet<string> imported, KernelCatalog catalog)
    {
        var symbols = ElfSymbolReader.ReadStatic(file);
        if (Choose(file, symbols, architecture, catalog) is not { } choice)
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

        // Nothing living reaches these bytes, and after the redirection nothing chooses the tables that point to them.
        var dead = AddressRange.Merge(code.DeadRanges());
        // An unwinder with a table to search looks an entry up by an address that is executing, so entries of code that never executes
        // are never read. Without that table it reads one entry after the other, and all of them stay.
        var unused = FrameEntry.AreSearched(file) ? frames : [];
        var deadFrames = unused.Where(frame => AddressRange.AnyContains(dead, frame.Function)).Select(frame => frame.Range);
        var permitted = new PermittedChanges
        {
            Dropped = AddressRange.Merge([.. dead, .. deadFrames]),
            Changed = redirection.Changed,
            // The dropped tables stay where they are, full of pointers to what is gone; only a choice that no longer exists reads them.
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
            ? throw new InvalidElfException("it has kernels, but no code section")
            : sections.Select(section => AddressRange.At(section.Address, section.Size)).MaxBy(section => section.Length);
    }
}
