using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>What a pass wants to change in a library.</summary>
/// <param name="Whole">The library with its edits: as long as the original, every address where it was.</param>
/// <param name="Permitted">What may be missing or different in the result.</param>
/// <param name="Rules">What must hold for the result beyond what holds for every library; gives violations in words.</param>
internal sealed record LibraryEdit(ReadOnlyMemory<byte> Whole, PermittedChanges Permitted, Func<ElfFile, IEnumerable<string>> Rules)
{
    /// <summary>Changes nothing that is ever loaded.</summary>
    /// <param name="whole">The library.</param>
    /// <returns>The edit.</returns>
    public static LibraryEdit None(ReadOnlyMemory<byte> whole) => new(whole, PermittedChanges.None, _ => []);
}
