using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>What a library must look like before it is trimmed. What is not understood completely is left alone.</summary>
internal static class TrimRules
{
    // More than linkers and patching tools make; a bound for the work on a damaged file.
    private const int MostHeaders = 1024;

    public static string? Refuse(ElfFile file) =>
        RefuseKind(file) ?? RefuseLoads([.. file.Loads], file.Content.Length) ?? RefuseHeaders(file) ?? RefuseSections(file);

    private static string? RefuseKind(ElfFile file)
    {
        if (file.Identity.Type != 3)
        {
            return "it is not a shared object";
        }

        if (file.Identity.Machine is not (ElfMachine.X64 or ElfMachine.Arm64))
        {
            return $"it is for {file.Identity.Name}";
        }

        // Older kernels look for a program's headers where they were.
        if (file.IsProgram)
        {
            return "it is a program";
        }

        return file.Segments.Count > MostHeaders ? $"it has {file.Segments.Count} program headers, more than {MostHeaders}" : null;
    }

    private static string? RefuseLoads(ElfSegment[] loads, long length)
    {
        if (loads.Length == 0 || loads[0].Offset != 0 || !MemoryPage.IsAligned(loads[0].Address) || loads[0].FileSize < 64)
        {
            return "its first PT_LOAD does not contain the file's header";
        }

        for (var index = 0; index < loads.Length; index++)
        {
            var problem = RefuseLoad(loads[index], index == 0 ? 0 : loads[index - 1].MemoryEnd, (ulong)length);
            if (problem is not null)
            {
                return $"PT_LOAD {index} {problem}";
            }
        }

        return null;
    }

    private static string? RefuseLoad(ElfSegment load, ulong previousEnd, ulong length)
    {
        // Half of the address space is more than a process has, and keeps sums from wrapping round.
        if (load.Address > long.MaxValue || load.MemorySize > long.MaxValue - load.Address || load.FileSize > load.MemorySize)
        {
            return "has sizes that contradict each other";
        }

        if (load.Address < previousEnd)
        {
            return "starts before the previous one ends";
        }

        if (load.Offset > length || load.FileSize > length - load.Offset)
        {
            return "ends after the file";
        }

        return (load.Offset - load.Address) % MemoryPage.Size == 0 ? null : "has an offset that is not congruent to its address";
    }

    private static string? RefuseHeaders(ElfFile file)
    {
        foreach (var segment in file.Segments)
        {
            if (segment.Type is SegmentTypes.Load or SegmentTypes.GnuStack or SegmentTypes.Null || segment.FileSize == 0)
            {
                continue;
            }

            if (file.OffsetOf(segment.Address, segment.FileSize) != segment.Offset)
            {
                return $"program header 0x{segment.Type:x} is in no PT_LOAD at the matching offset";
            }
        }

        return null;
    }

    // From glibc 2.35 on, a loader honours a PT_LOAD's alignment above a page; pieces are only aligned to pages.
    private static string? RefuseSections(ElfFile file)
    {
        var wide = file.Loads.Where(load => load.Alignment > MemoryPage.Size).ToList();
        return file.Sections.Any(section =>
            section.IsAllocated
            && section.Alignment > MemoryPage.Size
            && wide.Exists(load => load.Address <= section.Address && section.Address < load.MemoryEnd)
        )
            ? "a section requires alignment to more than a page"
            : null;
    }
}
