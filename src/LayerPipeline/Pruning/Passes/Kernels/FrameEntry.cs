using System.Runtime.InteropServices;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>One entry of .eh_frame that says how to unwind a function.</summary>
/// <param name="Range">Where the entry lies.</param>
/// <param name="Function">First address of its function.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameEntry(AddressRange Range, ulong Function)
{
    // DW_EH_PE_pcrel | DW_EH_PE_sdata4: what gcc and clang write.
    private const byte RelativeWord = 0x1b;
    private const ulong LongestAugmentation = 8;
    private const ulong LongestNumber = 10;

    /// <summary>Reads .eh_frame, which PT_GNU_EH_FRAME points to; empty where it is missing or of a form that is not known.</summary>
    /// <remarks>Format: "Exception Frames" of the Linux Standard Base.</remarks>
    public static IReadOnlyList<FrameEntry> ReadAll(ElfFile file)
    {
        var header = file.Segments.FirstOrDefault(segment => segment.Type == SegmentTypes.GnuEhFrame);
        if (header.FileSize < 8 || file.At(header.Address, 8, ".eh_frame_hdr") is var bytes && bytes.Byte(1) != RelativeWord)
        {
            return [];
        }

        var start = header.Address + 4 + (ulong)(int)file.At(header.Address, 8, ".eh_frame_hdr").Word(4);
        return ReadAll(file.From(start, ".eh_frame"), start);
    }

    private static List<FrameEntry> ReadAll(ElfBytes table, ulong start)
    {
        var (entries, common) = (new List<FrameEntry>(), new Dictionary<ulong, bool>());
        ulong at = 0;
        while (table.Holds(at, 12) && table.Word(at) is > 0 and < 0xfffffff0 and var length)
        {
            var (identity, end) = (table.Word(at + 4), at + 4 + length);
            if (identity == 0)
            {
                common[at] = IsRelativeWord(table, at + 8);
            }
            else if (common.GetValueOrDefault(at + 4 - identity))
            {
                entries.Add(new FrameEntry(new AddressRange(start + at, start + end), start + at + 8 + (ulong)(int)table.Word(at + 8)));
            }

            at = end;
        }

        return entries;
    }

    // Version, augmentation string, code and data alignment, return register, length of the augmentation, its data.
    private static bool IsRelativeWord(ElfBytes table, ulong at)
    {
        if (table.Byte(at) != 1 || table.Byte(at + 1) != (byte)'z')
        {
            return false;
        }

        var data = at + 1;
        while (table.Byte(data) != 0 && data - at <= LongestAugmentation)
        {
            data++;
        }

        data = SkipNumber(table, SkipNumber(table, data + 1)) + 1;
        data = SkipNumber(table, data);
        for (var letter = at + 2; letter < at + LongestAugmentation && table.Byte(letter) != 0; letter++)
        {
            switch (table.Byte(letter))
            {
                case (byte)'R':
                    return table.Byte(data) == RelativeWord;
                case (byte)'L':
                    data++;
                    break;
                case (byte)'P' when table.Byte(data) is 0x1b or 0x9b:
                    data += 5;
                    break;
                case (byte)'S' or (byte)'B':
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static ulong SkipNumber(ElfBytes table, ulong at)
    {
        var end = at + LongestNumber;
        while ((table.Byte(at) & 0x80) != 0 && at < end)
        {
            at++;
        }

        return at + 1;
    }
}
