using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes;

/// <summary>The passes that are entered, ready for the libraries of one layer.</summary>
/// <param name="changes">What each does to a library, first to last.</param>
internal sealed class PreparedPasses(IReadOnlyList<LibraryChange> changes)
{
    /// <summary>Makes a library smaller, and proves the result before it hands it out. Safe to call for several libraries at once.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="original">The whole file, as its maker built it; any file may be given.</param>
    /// <returns>The smaller library, proven; or the original, with reasons where it might have been smaller.</returns>
    public LibraryDraft Apply(string path, ReadOnlyMemory<byte> original)
    {
        var draft = LibraryDraft.Of(path, original);
        return ElfIdentity.Read(original.Span) is { IsLoadable: true }
            ? changes.Aggregate(draft, (library, change) => change(library))
            : draft;
    }
}
