using System.Numerics;

namespace LayerPipeline.Formats.Elf;

/// <summary>What glibc's and the kernel's loaders want of PT_LOADs. Also a gate's rules for libraries that others made.</summary>
/// <remarks>Source: _dl_map_object_from_fd in elf/dl-load.c of glibc, whose messages are quoted.</remarks>
internal static class LoadRules
{
    public static IEnumerable<string> Check(ElfFile file)
    {
        ulong end = 0;
        var any = false;
        foreach (var load in file.Loads)
        {
            if (Problem(load, (ulong)file.Content.Length) is { } problem)
            {
                yield return $"PT_LOAD at 0x{load.Address:x}: {problem}";
            }

            if (any && load.Address < end)
            {
                yield return $"PT_LOAD at 0x{load.Address:x}: starts before the previous one ends";
            }

            (end, any) = (load.MemoryEnd, true);
        }

        if (!any)
        {
            yield return "object file has no loadable segments";
        }
    }

    private static string? Problem(ElfSegment load, ulong length)
    {
        if (load.Alignment % MemoryPage.Size != 0 || !BitOperations.IsPow2(load.Alignment))
        {
            return $"ELF load command alignment not page-aligned ({load.Alignment})";
        }

        if ((load.Address - load.Offset) % load.Alignment != 0)
        {
            return "ELF load command address/offset not properly aligned";
        }

        if (load.Address > long.MaxValue || load.MemorySize > long.MaxValue - load.Address || load.FileSize > load.MemorySize)
        {
            return "has sizes that contradict each other";
        }

        return load.Offset > length || load.FileSize > length - load.Offset ? "ends after the file" : null;
    }
}
