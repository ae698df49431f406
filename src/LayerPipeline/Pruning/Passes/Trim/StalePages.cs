using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>
/// Pages that are loaded and belong to nothing: tools that lengthen a library's tables write them anew at its end and leave
/// the old ones where they were.
/// </summary>
internal static class StalePages
{
    /// <summary>Whole pages of PT_LOADs that no section, header or dynamic pointer covers; none where there are no sections.</summary>
    public static IReadOnlyList<AddressRange> Find(ElfFile file)
    {
        if (!file.Sections.Any(section => section.IsAllocated))
        {
            return [];
        }

        var used = AddressRange.Merge(Used(file).Select(range => new AddressRange(MemoryPage.Down(range.Start), MemoryPage.Up(range.End))));
        return [.. file.Loads.Where(load => load.FileSize > 0).SelectMany(load => Unused(load, used))];
    }

    private static IEnumerable<AddressRange> Used(ElfFile file)
    {
        yield return AddressRange.At(file.Loads.First().Address, 64);
        yield return AddressRange.At(file.Entry, 1);
        foreach (var load in file.Loads)
        {
            if (file.ProgramHeaderOffset >= load.Offset && file.ProgramHeaderOffset - load.Offset < load.FileSize)
            {
                var address = load.Address + (file.ProgramHeaderOffset - load.Offset);
                yield return AddressRange.At(address, (ulong)file.Segments.Count * ElfSegment.EntrySize);
            }
        }

        foreach (var segment in file.Segments.Where(segment => !segment.IsLoad && segment.Type != SegmentTypes.GnuStack))
        {
            yield return AddressRange.At(segment.Address, segment.MemorySize);
        }

        foreach (var section in file.Sections.Where(section => section.IsAllocated))
        {
            yield return AddressRange.At(section.Address, Math.Max(section.Size, 1));
        }

        foreach (var entry in file.Dynamic.Where(entry => DynamicTags.IsPointer(entry.Tag)))
        {
            yield return AddressRange.At(entry.Value, 1);
        }
    }

    private static IEnumerable<AddressRange> Unused(ElfSegment load, IReadOnlyList<AddressRange> used)
    {
        var current = MemoryPage.Up(load.Address);
        // Zeros that follow the file's bytes in memory need the page in which they begin.
        var end = load.FileSize == load.MemorySize ? MemoryPage.Up(load.FileEnd) : MemoryPage.Down(load.FileEnd);
        foreach (var range in used)
        {
            if (range.End <= current)
            {
                continue;
            }

            if (range.Start >= end)
            {
                break;
            }

            if (range.Start > current)
            {
                yield return new AddressRange(current, range.Start);
            }

            current = range.End;
        }

        if (current < end)
        {
            yield return new AddressRange(current, end);
        }
    }
}
