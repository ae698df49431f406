using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Alignment and order of PT_LOADs are such that a loader maps them.</summary>
internal static class LoadSegmentGate
{
    private const string Name = "load-segments";

    public static IEnumerable<BinaryFinding> Check(IReadOnlyList<SharedLibrary> libraries)
    {
        var broken = libraries
            .Where(library => library.LoadProblems.Count > 0)
            .OrderBy(library => library.Path, StringComparer.Ordinal)
            .ToList();
        foreach (var library in broken)
        {
            yield return BinaryFinding.Fail(
                Name,
                $"{broken.Count} of {libraries.Count}",
                $"{LayerPaths.Short(library.Path)}: {library.LoadProblems[0]}. A tool such as strip wrote it anew and left it unloadable: use the library as it was installed.",
                [library.Path]
            );
        }

        if (broken.Count == 0)
        {
            yield return BinaryFinding.Pass(Name, $"{libraries.Count} aligned and in order", string.Empty);
        }
    }
}
