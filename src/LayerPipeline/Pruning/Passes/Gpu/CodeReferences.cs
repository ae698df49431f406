using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>Finds instructions that form addresses of some ranges, reading all code of a library piece by piece.</summary>
internal static class CodeReferences
{
    /// <summary>Bytes that are decoded at a time, where functions are not read one by one.</summary>
    private const ulong PieceBytes = 1 << 14;

    /// <summary>Addresses in ranges that code forms.</summary>
    /// <param name="original">The library as its maker built it, which says where functions begin.</param>
    /// <param name="file">The library whose code is read: the same one, or what was made of it.</param>
    /// <param name="code">Addresses of its code.</param>
    /// <param name="wanted">The ranges, sorted and disjoint.</param>
    /// <returns>Each with the piece of code that it was found in; may hold more than are used, never fewer.</returns>
    /// <exception cref="InvalidElfException">Code is in no loaded part of the file, or a function can't be followed.</exception>
    public static IEnumerable<(AddressRange Code, ulong Target)> Find(
        ElfFile original,
        ElfFile file,
        IEnumerable<AddressRange> code,
        IReadOnlyList<AddressRange> wanted
    )
    {
        var isArm = file.Identity.Machine == ElfMachine.Arm64;
        IMachineCode machine = isArm ? new Arm64Code() : new X64Code();
        ulong[] functions = [.. FrameEntry.ReadAll(original).Select(frame => frame.Function).Order()];
        var references = new List<CodeReference>();
        // On arm64 every page that a piece forms is paired with every offset that it adds, so a piece has to be one function.
        foreach (var piece in code.SelectMany(range => Pieces(range, functions, isArm ? 1 : PieceBytes)))
        {
            references.Clear();
            machine.Collect(file.At(piece.Start, piece.Length, "code").Memory.Span, piece.Start, references);
            foreach (var reference in references.Where(reference => AddressRange.AnyContains(wanted, reference.Target)))
            {
                yield return (piece, reference.Target);
            }
        }
    }

    /// <summary>Parts of a range that begin where functions do, so that no instruction is cut.</summary>
    private static IEnumerable<AddressRange> Pieces(AddressRange range, ulong[] functions, ulong least)
    {
        var start = range.Start;
        var found = Array.BinarySearch(functions, start);
        for (var index = found < 0 ? ~found : found; index < functions.Length && functions[index] < range.End; index++)
        {
            if (functions[index] - start >= least)
            {
                yield return new AddressRange(start, functions[index]);
                start = functions[index];
            }
        }

        if (start < range.End)
        {
            yield return range with
            {
                Start = start,
            };
        }
    }
}
