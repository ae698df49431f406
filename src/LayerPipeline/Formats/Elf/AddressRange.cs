using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>A half-open range of virtual addresses of one library.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">First address after it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressRange(ulong Start, ulong End)
{
    /// <summary>Length in bytes; 0 where the range is empty or turned round.</summary>
    public ulong Length => End > Start ? End - Start : 0;

    /// <summary>A range by its length; cut off at the end of the address space.</summary>
    /// <param name="start">First address.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>The range.</returns>
    public static AddressRange At(ulong start, ulong length) =>
        new(start, length > ulong.MaxValue - start ? ulong.MaxValue : start + length);

    /// <summary>Whether an address is inside.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is.</returns>
    public bool Contains(ulong address) => Start <= address && address < End;

    /// <summary>Whether two ranges share an address.</summary>
    /// <param name="other">The other range.</param>
    /// <returns>Whether they do.</returns>
    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>Sorts ranges and joins those that touch; empty ones go.</summary>
    /// <param name="ranges">Any ranges.</param>
    /// <returns>Ascending, disjoint, never touching ranges.</returns>
    public static IReadOnlyList<AddressRange> Merge(IEnumerable<AddressRange> ranges)
    {
        var merged = new List<AddressRange>();
        foreach (var range in ranges.Where(range => range.Length > 0).OrderBy(range => range.Start))
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    /// <summary>What is left of ranges when others are taken away.</summary>
    /// <param name="ranges">Any ranges.</param>
    /// <param name="taken">What <see cref="Merge"/> gave.</param>
    /// <returns>Ascending, disjoint ranges.</returns>
    public static IReadOnlyList<AddressRange> Without(IEnumerable<AddressRange> ranges, IReadOnlyList<AddressRange> taken)
    {
        var left = new List<AddressRange>();
        var index = 0;
        foreach (var range in Merge(ranges))
        {
            while (index < taken.Count && taken[index].End <= range.Start)
            {
                index++;
            }

            var start = range.Start;
            for (var next = index; next < taken.Count && taken[next].Start < range.End; next++)
            {
                left.Add(new AddressRange(start, taken[next].Start));
                start = Math.Max(start, taken[next].End);
            }

            left.Add(range with { Start = start });
        }

        return [.. left.Where(range => range.Length > 0)];
    }

    /// <summary>Whether one of sorted disjoint ranges holds all of a range.</summary>
    /// <param name="merged">What <see cref="Merge"/> gave.</param>
    /// <param name="range">The range; an empty one needs its first address.</param>
    /// <returns>Whether one of them does.</returns>
    public static bool AnyHolds(IReadOnlyList<AddressRange> merged, AddressRange range)
    {
        var (low, high) = (0, merged.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (merged[middle].Contains(range.Start))
            {
                return range.End <= merged[middle].End;
            }

            (low, high) = merged[middle].End <= range.Start ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }

    /// <summary>Whether one of sorted disjoint ranges holds an address.</summary>
    /// <param name="merged">What <see cref="Merge"/> gave.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether one of them holds it.</returns>
    public static bool AnyContains(IReadOnlyList<AddressRange> merged, ulong address) =>
        AnyHolds(merged, new AddressRange(address, address));

    /// <inheritdoc />
    public override string ToString() => $"0x{Start:x}..0x{End:x}";
}
