using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Formats.Libraries;

/// <summary>Turns an ELF file into the facts about it.</summary>
internal static class SharedLibraryReader
{
    public static SharedLibrary Read(string path, ElfFile file)
    {
        var versions = ElfVersions.Read(file);
        var (imports, exports, lost) = Names(file, versions);
        return new SharedLibrary
        {
            Path = path,
            Identity = file.Identity,
            IsProgram = file.IsProgram,
            Needed = file.DynamicStrings(DynamicTags.Needed),
            SharedObjectName = file.DynamicStrings(DynamicTags.SharedObjectName) is [var name, ..] ? name : null,
            RPath = Folders(file, DynamicTags.RPath),
            RunPath = Folders(file, DynamicTags.RunPath),
            VersionNeeds = versions.Needs,
            VersionDefinitions = [.. versions.Definitions.Where(definition => !definition.IsBase).Select(definition => definition.Version)],
            VersionedImports = VersionedImports(file, versions),
            Exports = exports,
            Imports = imports,
            LostExports = lost,
            LoadProblems = [.. LoadRules.Check(file)],
            WantsExecutableStack = WantsExecutableStack(file),
            HasTextRelocations =
                file.DynamicValue(DynamicTags.TextRelocations) is not null
                || (file.DynamicValue(DynamicTags.Flags) & DynamicTags.TextRelocationsFlag) > 0,
        };
    }

    private static IReadOnlyList<string> Folders(ElfFile file, long tag) =>
        [.. file.DynamicStrings(tag).SelectMany(text => text.Split(':', StringSplitOptions.RemoveEmptyEntries))];

    // Without PT_GNU_STACK the kernel and glibc assume the worst.
    private static bool WantsExecutableStack(ElfFile file) =>
        file
            .Segments.Where(segment => segment.Type == SegmentTypes.GnuStack)
            .Select(segment => segment.Flags)
            .FirstOrDefault(SegmentFlags.Execute)
            is var flags
        && (flags & SegmentFlags.Execute) != 0;

    private static List<VersionedSymbol> VersionedImports(ElfFile file, ElfVersions versions)
    {
        var needs = versions.Needs.DistinctBy(need => need.Index).ToDictionary(need => need.Index);
        var (symbols, imports) = (file.DynamicSymbols, new List<VersionedSymbol>());
        for (var index = 1; index < symbols.Count && needs.Count > 0; index++)
        {
            var symbol = symbols.Read(index);
            if (symbol.IsUndefined && !symbol.IsWeak && needs.TryGetValue(versions.IndexOf(index), out var need))
            {
                imports.Add(new VersionedSymbol(symbols.NameOf(symbol), need.Version, need.File));
            }
        }

        return imports;
    }

    private static (HashSet<string> Imports, HashSet<string> Exports, HashSet<string> Lost) Names(ElfFile file, ElfVersions versions)
    {
        var mapped = AddressRange.Merge(file.Loads.Select(load => AddressRange.At(load.Address, load.MemorySize + 1)));
        var definitions = versions.Definitions.DistinctBy(definition => definition.Index).ToDictionary(definition => definition.Index);
        var symbols = file.DynamicSymbols;
        var (imports, exports, lost) = (Set(), Set(), Set());
        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            if (symbol.IsLocal || (symbol.IsUndefined && symbol.IsWeak))
            {
                continue;
            }

            var name = symbols.NameOf(symbol);
            var isLost =
                symbol.IsDefinedHere && !symbol.IsThreadLocal && !AddressRange.AnyHolds(mapped, AddressRange.At(symbol.Value, symbol.Size));
            (
                symbol.IsUndefined ? imports
                : isLost ? lost
                : exports
            ).Add(name);
            if (!symbol.IsUndefined && !isLost && definitions.TryGetValue(versions.IndexOf(index), out var definition))
            {
                exports.Add($"{name}@{definition.Version}");
            }
        }

        return (imports, exports, lost);
    }

    private static HashSet<string> Set() => new(StringComparer.Ordinal);
}
