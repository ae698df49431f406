using System.Runtime.InteropServices;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>A part of a PT_LOAD that is kept, or a whole one.</summary>
/// <param name="Address">Virtual address; never changes.</param>
/// <param name="Source">Where its bytes are in the original, offset in bytes.</param>
/// <param name="FileSize">Bytes of the file.</param>
/// <param name="MemorySize">Bytes in memory; what is more than the file's is zeros.</param>
/// <param name="Flags">p_flags.</param>
/// <param name="Target">Where its bytes go in the result, offset in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TrimPiece(ulong Address, ulong Source, ulong FileSize, ulong MemorySize, uint Flags, ulong Target = 0)
{
    /// <summary>Cuts PT_LOADs at the holes.</summary>
    public static IReadOnlyList<TrimPiece> Cut(
        IEnumerable<ElfSegment> loads,
        IReadOnlyList<AddressRange> stale,
        IReadOnlyList<AddressRange> drops
    )
    {
        var pieces = new List<TrimPiece>();
        foreach (var load in loads)
        {
            // What may be written may be needed, whatever it held at first; only pages that belong to nothing go there.
            var holes = load.IsWritable ? stale : stale.Concat(drops.Select(WholePages));
            // The first page of all holds the file's header and its table of program headers.
            var first = pieces.Count == 0 ? load.Address + MemoryPage.Size : load.Address;
            var last = load.FileSize == load.MemorySize ? load.FileEnd : MemoryPage.Down(load.FileEnd);
            var inside = holes.Select(hole => new AddressRange(Math.Max(hole.Start, first), Math.Min(hole.End, last)));
            Cut(load, AddressRange.Merge(inside), pieces);
        }

        return pieces;
    }

    public ElfSegment ToLoad() => new(SegmentTypes.Load, Flags, Target, Address, FileSize, MemorySize, MemoryPage.Size);

    private static AddressRange WholePages(AddressRange range) => new(MemoryPage.Up(range.Start), MemoryPage.Down(range.End));

    private static void Cut(ElfSegment load, IReadOnlyList<AddressRange> holes, List<TrimPiece> pieces)
    {
        var current = load.Address;
        foreach (var hole in holes)
        {
            if (hole.Start > current)
            {
                pieces.Add(Part(load, current, hole.Start));
            }

            current = hole.End;
        }

        if (current < load.FileEnd || load.MemorySize > load.FileSize)
        {
            pieces.Add(Part(load, current, load.FileEnd) with { MemorySize = load.MemoryEnd - current });
        }
    }

    private static TrimPiece Part(ElfSegment load, ulong start, ulong end) =>
        new(start, load.Offset + (start - load.Address), end - start, end - start, load.Flags);
}
