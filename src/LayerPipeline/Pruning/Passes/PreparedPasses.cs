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
        return ElfIdentity.Read(original.Span) is not { IsLoadable: true } ? draft
            : WhyLeft(original) is { } reason ? draft.Leave(reason)
            : changes.Aggregate(draft, (library, pass) => pass.Change(library));
    }

    /// <summary>What only those find who read the library as a file.</summary>
    private static string? WhyLeft(ReadOnlyMemory<byte> library)
    {
        try
        {
            var file = ElfFile.Read(library);
            return BytesBehind(file, library) is > 0 and var bytes
                    ? $"{bytes:N0} bytes follow the library in its file, where only who reads the file finds them"
                : OwnSections.First(file) is { } name
                    ? $"no loader maps its section {name}, and no compiler makes it: only who reads the file finds it"
                : null;
        }
        catch (InvalidElfException)
        {
            return null; // The passes say what is wrong with it.
        }
    }

    /// <summary>Bytes that were added behind a finished library; zeros that fill up a page are none.</summary>
    private static long BytesBehind(ElfFile file, ReadOnlyMemory<byte> library)
    {
        var behind = library.Span[^(int)file.BytesBehind()..];
        return behind.ContainsAnyExcept((byte)0) ? behind.Length : 0;
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
