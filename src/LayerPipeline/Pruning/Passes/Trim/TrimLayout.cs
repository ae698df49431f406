using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>Where everything goes in the packed file.</summary>
/// <param name="Pieces">Pieces with their targets, by address.</param>
/// <param name="Headers">The table of program headers.</param>
/// <param name="HeadersOffset">e_phoff, bytes.</param>
/// <param name="Length">Length of the packed file, bytes.</param>
internal sealed record TrimLayout(IReadOnlyList<TrimPiece> Pieces, IReadOnlyList<ElfSegment> Headers, ulong HeadersOffset, ulong Length)
{
    private const ulong TableAlignment = 8;

    public static TrimLayout Arrange(ElfFile file, IReadOnlyList<TrimPiece> pieces)
    {
        var (placed, end) = Place(pieces);
        var others = file.Segments.Where(segment => segment.Type is not (SegmentTypes.Load or SegmentTypes.Null)).ToList();
        var room = file.Segments.Count;
        var tableEnd = file.ProgramHeaderOffset + ((ulong)room * ElfSegment.EntrySize);
        return others.Count + placed.Count <= room && tableEnd <= Math.Min(placed[0].FileSize, MemoryPage.Size)
            ? InPlace(file, placed, others, end)
            : WithOwnLoad(placed, others, end);
    }

    private static (IReadOnlyList<TrimPiece> Pieces, ulong End) Place(IReadOnlyList<TrimPiece> pieces)
    {
        var placed = new List<TrimPiece>(pieces.Count);
        ulong end = 0;
        foreach (var piece in pieces)
        {
            if (piece.FileSize == 0)
            {
                placed.Add(piece with { Target = piece.Address % MemoryPage.Size });
                continue;
            }

            // The next offset in the same place of its page as the address.
            var target = end + ((piece.Address - end) % MemoryPage.Size);
            placed.Add(piece with { Target = target });
            end = target + piece.FileSize;
        }

        return (placed, end);
    }

    private static TrimLayout InPlace(ElfFile file, IReadOnlyList<TrimPiece> pieces, List<ElfSegment> others, ulong end)
    {
        var headers = Table(pieces, [.. pieces.Select(piece => piece.ToLoad())], others);
        while (headers.Count < file.Segments.Count)
        {
            headers.Add(default);
        }

        return new TrimLayout(pieces, headers, file.ProgramHeaderOffset, end);
    }

    /// <summary>A table that has grown goes into a PT_LOAD of its own above everything else.</summary>
    private static TrimLayout WithOwnLoad(IReadOnlyList<TrimPiece> pieces, List<ElfSegment> others, ulong end)
    {
        others.RemoveAll(segment => segment.Type == SegmentTypes.ProgramHeaders);
        var size = (ulong)(others.Count + pieces.Count + 2) * ElfSegment.EntrySize;
        var offset = (end + TableAlignment - 1) / TableAlignment * TableAlignment;
        var address = MemoryPage.Up(pieces.Max(piece => piece.Address + piece.MemorySize)) + (offset % MemoryPage.Size);
        var load = new ElfSegment(SegmentTypes.Load, SegmentFlags.Read, offset, address, size, size, MemoryPage.Size);
        others.Insert(0, load with { Type = SegmentTypes.ProgramHeaders, Alignment = TableAlignment });
        return new TrimLayout(pieces, Table(pieces, [.. pieces.Select(piece => piece.ToLoad()), load], others), offset, offset + size);
    }

    /// <summary>PT_PHDR has to come before every PT_LOAD, and PT_LOADs by address.</summary>
    private static List<ElfSegment> Table(IReadOnlyList<TrimPiece> pieces, IReadOnlyList<ElfSegment> loads, List<ElfSegment> others)
    {
        var grown = loads.Count > pieces.Count;
        var moved = others.ConvertAll(segment =>
            segment.Type == SegmentTypes.GnuStack || (grown && segment.Type == SegmentTypes.ProgramHeaders)
                ? segment
                : segment with
                {
                    Offset = TargetOf(pieces, segment),
                }
        );
        return
        [
            .. moved.Where(segment => segment.Type == SegmentTypes.ProgramHeaders),
            .. loads,
            .. moved.Where(segment => segment.Type != SegmentTypes.ProgramHeaders),
        ];
    }

    private static ulong TargetOf(IReadOnlyList<TrimPiece> pieces, ElfSegment segment)
    {
        foreach (var piece in pieces)
        {
            var inside = segment.Address - piece.Address;
            if (segment.Address >= piece.Address && inside < piece.FileSize && segment.FileSize <= piece.FileSize - inside)
            {
                return piece.Target + inside;
            }
        }

        // Only zeros in memory, such as .tbss: an offset that suits the address.
        return segment.FileSize == 0
            ? segment.Address % Math.Max(segment.Alignment, 1)
            : throw new InvalidElfException($"program header 0x{segment.Type:x} would be in no PT_LOAD");
    }
}
