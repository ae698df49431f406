using System.Buffers;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>
/// Compares a library with what was made of it, by what a loader sees. Knows nothing of how the result was made, so a mistake
/// there can't hide here.
/// </summary>
internal static class ElfVerifier
{
    /// <summary>Everything that is wrong with a result.</summary>
    /// <param name="original">The library as its maker built it.</param>
    /// <param name="result">The library that is to take its place.</param>
    /// <param name="permitted">What may differ beyond unused pages; null for nothing.</param>
    /// <returns>Violations in words; none where the result may be used.</returns>
    /// <exception cref="InvalidElfException">The original can't be read.</exception>
    public static IReadOnlyList<string> Verify(
        ReadOnlyMemory<byte> original,
        ReadOnlySequence<byte> result,
        PermittedChanges? permitted = null
    )
    {
        var before = ElfFile.Read(original);
        try
        {
            return Compare(before, ElfFile.Read(result), permitted ?? PermittedChanges.None);
        }
        catch (InvalidElfException exception)
        {
            return [$"the result can't be read: {exception.Message}"];
        }
    }

    private static List<string> Compare(ElfFile before, ElfFile after, PermittedChanges permitted)
    {
        var problems = new List<string>();
        problems.AddRange(HeaderComparison.Compare(before, after));
        problems.AddRange(LoadRules.Check(after));
        if (problems.Count > 0)
        {
            // Addresses mean nothing while the PT_LOADs are wrong.
            return problems;
        }

        var holes = MemoryComparison.Holes(before, after);
        problems.AddRange(MemoryComparison.Compare(before, after, permitted.Changed));
        problems.AddRange(HoleRules.Check(before, holes, permitted.Dropped));
        problems.AddRange(PointerRules.Check(after, holes, permitted));
        return problems;
    }
}
