using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>Nothing that the loader reads, writes, calls or hands out may be in a hole.</summary>
internal static class PointerRules
{
    private const int MostProblems = 8;

    public static IEnumerable<string> Check(ElfFile after, IReadOnlyList<AddressRange> holes, PermittedChanges permitted) =>
        Tables(after).Concat(Names(after)).Concat(holes.Count == 0 ? [] : Targets(after, holes, permitted)).Take(MostProblems);

    private static IEnumerable<string> Tables(ElfFile after)
    {
        foreach (var entry in after.Dynamic)
        {
            if (DynamicTags.IsPointer(entry.Tag) && entry.Value != 0 && after.OffsetOf(entry.Value) is null)
            {
                yield return $"dynamic entry 0x{entry.Tag:x} points to 0x{entry.Value:x}, which is not in the file";
            }
        }
    }

    private static IEnumerable<string> Names(ElfFile after)
    {
        var needed = after.DynamicStrings(DynamicTags.Needed).ToHashSet(StringComparer.Ordinal);
        return ElfVersions
            .Read(after)
            .Needs.Select(need => need.File)
            .Distinct(StringComparer.Ordinal)
            .Where(file => !needed.Contains(file))
            .Select(file => $"versions of {file} are needed, which is not in DT_NEEDED");
    }

    private static IEnumerable<string> Targets(ElfFile after, IReadOnlyList<AddressRange> holes, PermittedChanges permitted)
    {
        var relative = RelocationTypes.Relative(after.Identity.Machine);
        foreach (var relocation in ElfRelocations.Of(after))
        {
            if (AddressRange.AnyContains(holes, relocation.Address))
            {
                yield return $"the loader would write to 0x{relocation.Address:x}, which is missing";
            }

            var target = Target(after, relocation, relative);
            if (AddressRange.AnyContains(holes, target) && !AddressRange.AnyContains(permitted.DeadSlots, relocation.Address))
            {
                yield return $"the slot at 0x{relocation.Address:x} would point to 0x{target:x}, which is missing";
            }
        }

        foreach (var slot in ElfRelocations.RelativeSlots(after))
        {
            if (after.OffsetOf(slot, 8) is not { } offset || AddressRange.AnyContains(holes, after.Bytes.Long(offset)))
            {
                yield return $"the slot at 0x{slot:x} is missing or would point to something missing";
            }
        }

        var symbols = after.DynamicSymbols;
        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            // What the caller permits to drop may have had a name; the gates see whether another library asks for it.
            if (
                symbol.IsDefinedHere
                && !symbol.IsThreadLocal
                && AddressRange.AnyContains(holes, symbol.Value)
                && !AddressRange.AnyContains(permitted.Dropped, symbol.Value)
            )
            {
                yield return $"{symbols.NameOf(symbol)} would be at 0x{symbol.Value:x}, which is missing";
            }
        }
    }

    private static ulong Target(ElfFile after, ElfRelocation relocation, uint relative)
    {
        if (relocation.SymbolIndex == 0)
        {
            return relocation.Type == relative || RelocationTypes.IsIndirect(relocation.Type) ? (ulong)relocation.Addend : 0;
        }

        // A symbol of another library is found there; thread-local ones are offsets.
        var symbol = after.DynamicSymbols.Read((int)Math.Min(relocation.SymbolIndex, int.MaxValue));
        return symbol.IsDefinedHere && !symbol.IsThreadLocal ? symbol.Value + (ulong)relocation.Addend : 0;
    }
}
