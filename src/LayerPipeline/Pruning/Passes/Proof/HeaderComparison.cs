using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>Headers that have to say the same before and after.</summary>
internal static class HeaderComparison
{
    public static IEnumerable<string> Compare(ElfFile before, ElfFile after)
    {
        // e_ident, e_type, e_machine, e_version, e_entry; then e_flags, e_ehsize and e_phentsize.
        if (!Same(before, after, 0, 32) || !Same(before, after, 48, 8))
        {
            yield return "the file's header differs from the original's";
        }

        if (after.Bytes.Long(40) == 0 && (after.Bytes.Half(60) != 0 || after.Bytes.Half(62) != 0))
        {
            yield return "the file's header counts sections that it does not locate";
        }

        var (expected, found) = (Placeless(before), Placeless(after));
        if (!expected.SequenceEqual(found))
        {
            yield return "program headers other than PT_LOAD differ from the original's in address, size or flags";
        }

        foreach (
            var segment in after.Segments.Where(segment =>
                IsBacked(segment) && after.OffsetOf(segment.Address, segment.FileSize) != segment.Offset
            )
        )
        {
            yield return $"program header 0x{segment.Type:x} is in no PT_LOAD at the matching offset";
        }

        foreach (var problem in CheckTable(before, after))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> CheckTable(ElfFile before, ElfFile after)
    {
        var size = (ulong)after.Segments.Count * ElfSegment.EntrySize;
        var tables = after.Segments.Where(segment => segment.Type == SegmentTypes.ProgramHeaders).ToList();
        if (tables.Count == 0 && before.Segments.Any(segment => segment.Type == SegmentTypes.ProgramHeaders))
        {
            yield return "PT_PHDR is missing";
        }

        foreach (var table in tables)
        {
            if (table.Offset != after.ProgramHeaderOffset || table.FileSize > size || table.FileSize != table.MemorySize)
            {
                yield return "PT_PHDR is not where e_phoff says";
            }
        }

        if (!after.Loads.Any(load => Holds(load, after.ProgramHeaderOffset, size)))
        {
            yield return "the table of program headers is in no PT_LOAD";
        }

        var firstLoad = after.Segments.TakeWhile(segment => !segment.IsLoad).Count();
        if (after.Segments.Skip(firstLoad).Any(segment => segment.Type == SegmentTypes.ProgramHeaders))
        {
            yield return "PT_PHDR comes after a PT_LOAD";
        }
    }

    private static bool Holds(ElfSegment load, ulong offset, ulong size) =>
        load.Offset <= offset && offset - load.Offset <= load.FileSize && size <= load.FileSize - (offset - load.Offset);

    private static bool IsBacked(ElfSegment segment) =>
        segment.FileSize > 0 && segment.Type is not (SegmentTypes.Load or SegmentTypes.GnuStack or SegmentTypes.Null);

    private static bool Same(ElfFile before, ElfFile after, ulong offset, ulong length) =>
        before.Bytes.Slice(offset, length, "a header").Span.SequenceEqual(after.Bytes.Slice(offset, length, "a header").Span);

    private static IEnumerable<ElfSegment> Placeless(ElfFile file) =>
        file
            .Segments.Where(segment => segment.Type is not (SegmentTypes.Load or SegmentTypes.Null or SegmentTypes.ProgramHeaders))
            .Select(segment => segment with { Offset = 0 })
            .OrderBy(segment => segment.Type)
            .ThenBy(segment => segment.Address)
            .ThenBy(segment => segment.MemorySize);
}
