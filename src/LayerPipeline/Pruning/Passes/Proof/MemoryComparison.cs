using System.Buffers;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>Compares two libraries address by address, as they would be in memory.</summary>
internal static class MemoryComparison
{
    /// <summary>Addresses that the original maps and the result does not.</summary>
    public static IReadOnlyList<AddressRange> Holes(ElfFile before, ElfFile after)
    {
        var kept = AddressRange.Merge(after.Loads.Select(load => AddressRange.At(load.Address, load.MemorySize)));
        return AddressRange.Without(before.Loads.Select(load => AddressRange.At(load.Address, load.MemorySize)), kept);
    }

    public static IEnumerable<string> Compare(ElfFile before, ElfFile after, IReadOnlyList<AddressRange> changed)
    {
        var exempt = AddressRange.Merge([.. changed, .. Header(before)]);
        foreach (var load in after.Loads)
        {
            // What no PT_LOAD of the original maps may only be the table of program headers.
            var covered = before.Loads.Where(old => old.Address < load.MemoryEnd && load.Address < old.MemoryEnd).ToList();
            if (covered.Count == 0)
            {
                if (load.IsWritable || (load.Flags & SegmentFlags.Execute) != 0 || !HoldsOnlyTable(after, load))
                {
                    yield return $"PT_LOAD at 0x{load.Address:x} maps something new";
                }
            }
            else if (covered.Count > 1 || load.Address < covered[0].Address || load.MemoryEnd > covered[0].MemoryEnd)
            {
                yield return $"PT_LOAD at 0x{load.Address:x} is not part of any PT_LOAD of the original";
            }
            else if (Compare(before, after, covered[0], load, exempt) is { } problem)
            {
                yield return $"PT_LOAD at 0x{load.Address:x}: {problem}";
            }
        }
    }

    private static string? Compare(ElfFile before, ElfFile after, ElfSegment old, ElfSegment load, IReadOnlyList<AddressRange> exempt)
    {
        if (old.Flags != load.Flags)
        {
            return "has different access rights";
        }

        // A part ends where its file bytes end, unless it is the last one and keeps the zeros behind them.
        var expected = Math.Min(load.MemoryEnd, old.FileEnd);
        if (load.FileEnd != Math.Max(expected, load.Address))
        {
            return "has zeros where the original has bytes, or bytes where it has zeros";
        }

        foreach (var range in AddressRange.Without([new AddressRange(load.Address, load.FileEnd)], exempt))
        {
            var left = before.Bytes.Part(old.Offset + (range.Start - old.Address), range.Length, "a PT_LOAD");
            var right = after.Bytes.Part(load.Offset + (range.Start - load.Address), range.Length, "a PT_LOAD");
            var same = CommonPrefixLength(left, right);
            if (same < left.Length)
            {
                return $"the byte at address 0x{range.Start + (ulong)same:x} is not the original's";
            }
        }

        return null;
    }

    private static long CommonPrefixLength(ReadOnlySequence<byte> left, ReadOnlySequence<byte> right)
    {
        var first = new SequenceReader<byte>(left);
        var second = new SequenceReader<byte>(right);
        while (!first.End && !second.End)
        {
            var length = Math.Min(first.UnreadSpan.Length, second.UnreadSpan.Length);
            var same = first.UnreadSpan[..length].CommonPrefixLength(second.UnreadSpan[..length]);
            if (same < length)
            {
                return first.Consumed + same;
            }

            first.Advance(length);
            second.Advance(length);
        }

        return first.Consumed;
    }

    private static bool HoldsOnlyTable(ElfFile after, ElfSegment load) =>
        load.FileSize == load.MemorySize
        && load.Offset == after.ProgramHeaderOffset
        && load.FileSize == (ulong)after.Segments.Count * ElfSegment.EntrySize;

    /// <summary>e_phoff and e_shoff, e_phnum, e_shnum and e_shstrndx, and the table: compared by their meaning.</summary>
    private static IEnumerable<AddressRange> Header(ElfFile before)
    {
        foreach (var load in before.Loads)
        {
            if (load.Offset == 0)
            {
                yield return AddressRange.At(load.Address + 32, 16);
                yield return AddressRange.At(load.Address + 56, 8);
            }

            if (before.ProgramHeaderOffset >= load.Offset && before.ProgramHeaderOffset - load.Offset < load.FileSize)
            {
                var address = load.Address + (before.ProgramHeaderOffset - load.Offset);
                yield return AddressRange.At(address, (ulong)before.Segments.Count * ElfSegment.EntrySize);
            }
        }
    }
}
