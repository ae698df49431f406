using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Gates;

/// <summary>Libraries that want an executable stack or write into their own code: they load, but should not have to.</summary>
internal sealed class HardeningGate : IGate
{
    /// <inheritdoc />
    public string Name => "executable-stack";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var libraries = layer.Libraries.Sound.Libraries;
        var stack = Paths(libraries, library => library.WantsExecutableStack);
        var text = Paths(libraries, library => library.HasTextRelocations);
        if (stack.Count > 0)
        {
            yield return this.Warn(
                $"{stack.Count} of {libraries.Count}",
                $"{LayerPaths.Some(stack)}: makes the process's stack executable. Ask the package's maintainers for a build without it."
            );
        }

        if (text.Count > 0)
        {
            yield return this.Warn(
                $"{text.Count} of {libraries.Count}",
                $"{LayerPaths.Some(text)}: has text relocations, so its code is writable while it is loaded. Ask for a build with -fPIC."
            );
        }

        if (stack.Count + text.Count == 0)
        {
            yield return this.Pass($"none of {libraries.Count}");
        }
    }

    private static List<string> Paths(IReadOnlyList<SharedLibrary> libraries, Func<SharedLibrary, bool> isSo) =>
        [.. libraries.Where(isSo).Select(library => library.Path).Order(StringComparer.Ordinal)];
}
