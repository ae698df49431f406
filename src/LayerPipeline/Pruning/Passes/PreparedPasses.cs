using LayerPipeline.Formats.Elf;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes;

/// <summary>The passes that are entered, ready for the libraries of one layer.</summary>
/// <param name="changes">What each does to a library, first to last, with the tier that it is.</param>
internal sealed class PreparedPasses(IReadOnlyList<(Tier Tier, LibraryChange Change)> changes)
{
    /// <summary>Makes a library smaller, and proves the result before it hands it out. Safe to call for several libraries at once.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="original">The whole file, as its maker built it; any file may be given.</param>
    /// <returns>The smaller library, proven; or the original, with reasons where it might have been smaller.</returns>
    public LibraryDraft Apply(string path, ReadOnlyMemory<byte> original)
    {
        var draft = LibraryDraft.Of(path, original);
        return ElfIdentity.Read(original.Span) is { IsLoadable: true }
            ? changes.Aggregate(draft, (library, pass) => pass.Change(library))
            : draft;
    }

    /// <summary>The passes of a tier and of those below it.</summary>
    /// <param name="highest">The tier.</param>
    /// <returns>The passes; null where there is none.</returns>
    public PreparedPasses? UpTo(Tier highest)
    {
        var lower = changes.Where(pass => pass.Tier.Order <= highest.Order).ToList();
        return lower.Count == 0 ? null : new PreparedPasses(lower);
    }

    /// <summary>The same passes, where those that are on demand change only some libraries.</summary>
    /// <param name="chosen">Paths in the layer of the libraries that they change.</param>
    /// <returns>The passes.</returns>
    public PreparedPasses Only(IReadOnlySet<string> chosen) =>
        new([.. changes.Select(pass => (pass.Tier, pass.Tier.IsOnDemand ? Only(pass.Change, chosen) : pass.Change))]);

    private static LibraryChange Only(LibraryChange change, IReadOnlySet<string> chosen) =>
        library => chosen.Contains(library.Path) ? change(library) : library;
}
