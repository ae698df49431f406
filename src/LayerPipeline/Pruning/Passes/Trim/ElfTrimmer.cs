using System.Buffers;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>
/// Makes a shared library smaller without rebuilding it: what no loader maps (sections, holes in the middle, pages that belong
/// to nothing) is no longer stored. Nothing that is ever loaded moves or changes; only offsets into the file and the number of
/// PT_LOADs do. Same input, same bytes.
/// </summary>
internal static class ElfTrimmer
{
    /// <summary>Trims a library.</summary>
    /// <param name="original">The whole file.</param>
    /// <param name="drops">Address ranges whose whole read-only pages are not needed; null for none.</param>
    /// <returns>The smaller file, or the original with the reason why it stays as it is. Never larger.</returns>
    public static TrimResult Trim(ReadOnlyMemory<byte> original, IReadOnlyList<AddressRange>? drops = null)
    {
        try
        {
            return Trim(ElfFile.Read(original), drops ?? []);
        }
        catch (InvalidElfException exception)
        {
            return TrimResult.Unchanged(new ReadOnlySequence<byte>(original), exception.Message);
        }
    }

    private static TrimResult Trim(ElfFile file, IReadOnlyList<AddressRange> drops)
    {
        if (TrimRules.Refuse(file) is { } refusal)
        {
            return TrimResult.Unchanged(file.Content, refusal);
        }

        var pieces = TrimPiece.Cut(file.Loads, StalePages.Find(file), drops);
        var layout = TrimLayout.Arrange(file, pieces);
        // Where cutting the end wins as much, nothing else needs to change. Dropped ranges have to go in any case.
        var tail = drops.Count == 0 ? TailLength(file) : ulong.MaxValue;
        if (Math.Min(layout.Length, tail) >= (ulong)file.Content.Length)
        {
            return TrimResult.Unchanged(file.Content);
        }

        return TrimResult.Smaller(file.Content, tail <= layout.Length ? TrimWriter.CutTail(file, tail) : TrimWriter.Write(file, layout));
    }

    private static ulong TailLength(ElfFile file)
    {
        var headers = file.ProgramHeaderOffset + ((ulong)file.Segments.Count * ElfSegment.EntrySize);
        return file
            .Segments.Where(segment => segment.FileSize > 0)
            .Select(segment => segment.Offset + segment.FileSize)
            .Append(headers)
            .Max();
    }
}
