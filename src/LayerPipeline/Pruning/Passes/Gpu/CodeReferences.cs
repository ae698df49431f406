using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>
/// Finds instructions that form addresses of some ranges, reading all code of a library function by function. A function begins where
/// an entry of .eh_frame says so; code without such entries is decoded from its start on, one instruction after the other.
/// </summary>
internal static class CodeReferences
{
    /// <summary>Addresses in ranges that code forms.</summary>
    /// <param name="original">The library as its maker built it, which says where functions begin.</param>
    /// <param name="file">The library whose code is read: the same one, or what was made of it.</param>
    /// <param name="code">Addresses of its code.</param>
    /// <param name="wanted">The ranges, sorted and disjoint.</param>
    /// <returns>Each with the function that it was found in; may hold more than are used, never fewer of a function that has an entry.</returns>
    /// <exception cref="InvalidElfException">Code is in no loaded part of the file, or a function can't be followed.</exception>
    public static IEnumerable<(AddressRange Code, ulong Target)> Find(
        ElfFile original,
        ElfFile file,
        IEnumerable<AddressRange> code,
        IReadOnlyList<AddressRange> wanted
    )
    {
        IMachineCode machine = file.Identity.Machine == ElfMachine.Arm64 ? new Arm64Code() : new X64Code();
        ulong[] functions = [.. FrameEntry.ReadAll(original).Select(frame => frame.Function).Order()];
        var references = new List<CodeReference>();
        foreach (var function in code.SelectMany(range => Functions(range, functions)))
        {
            references.Clear();
            machine.Collect(file.At(function.Start, function.Length, "code").Memory.Span, function.Start, references);
            foreach (var reference in references)
            {
                if (AddressRange.AnyContains(wanted, reference.Target))
                {
                    yield return (function, reference.Target);
                }
            }
        }
    }

    /// <summary>
    /// Parts of a range that begin where functions do: data between two of them may look like the start of an instruction that would
    /// swallow the first one of the next.
    /// </summary>
    private static IEnumerable<AddressRange> Functions(AddressRange range, ulong[] functions)
    {
        var start = range.Start;
        var found = Array.BinarySearch(functions, start);
        for (var index = found < 0 ? ~found : found; index < functions.Length && functions[index] < range.End; index++)
        {
            if (functions[index] > start)
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
