using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Gates;

/// <summary>Alignment and order of PT_LOADs are such that a loader maps them.</summary>
internal sealed class LoadSegmentGate : IGate
{
    /// <inheritdoc />
    public string Name => "load-segments";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var libraries = layer.Libraries.Sound.Libraries;
        var broken = libraries
            .Where(library => library.LoadProblems.Count > 0)
            .OrderBy(library => library.Path, StringComparer.Ordinal)
            .ToList();
        foreach (var library in broken)
        {
            yield return this.Fail(
                $"{broken.Count} of {libraries.Count}",
                $"{LayerPaths.Short(library.Path)}: {library.LoadProblems[0]}. A tool such as strip rewrote it and made it unloadable. Use the library as it was installed."
            );
        }

        if (broken.Count == 0)
        {
            yield return this.Pass($"{libraries.Count} aligned and in order");
        }
    }
}
