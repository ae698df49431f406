using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>Which addresses a result may leave out: whole pages that belong to nothing, and what the caller permits.</summary>
internal static class HoleRules
{
    public static IEnumerable<string> Check(ElfFile before, IReadOnlyList<AddressRange> holes, IReadOnlyList<AddressRange> permitted)
    {
        if (holes.Count == 0)
        {
            yield break;
        }

        var ends = before.Loads.Select(load => load.MemoryEnd).ToHashSet();
        var sections = before.Sections.Where(IsInMemory).Select(section => AddressRange.At(section.Address, section.Size));
        var owned = AddressRange.Merge(sections.Concat(Headers(before)));
        foreach (var hole in holes)
        {
            if (!MemoryPage.IsAligned(hole.Start) || (!MemoryPage.IsAligned(hole.End) && !ends.Contains(hole.End)))
            {
                yield return $"the hole {hole} is not made of whole pages";
            }
        }

        foreach (var missing in AddressRange.Without(holes, permitted))
        {
            if (owned.Count == 0 || before.Sections.Count == 0)
            {
                yield return $"{missing} is missing, and without sections nothing shows that it is unused";
            }
            else if (owned.FirstOrDefault(range => range.Overlaps(missing)) is { Length: > 0 } owner)
            {
                yield return $"{missing} is missing, but {owner} is in use";
            }
        }
    }

    private static bool IsInMemory(ElfSection section) =>
        section.IsAllocated && !(section.Type == SectionTypes.NoBits && (section.Flags & SectionTypes.ThreadLocalFlag) != 0);

    private static IEnumerable<AddressRange> Headers(ElfFile before) =>
        before
            .Segments.Where(segment => segment.Type is not (SegmentTypes.Load or SegmentTypes.GnuStack or SegmentTypes.Null))
            .Select(segment => AddressRange.At(segment.Address, segment.FileSize));
}
