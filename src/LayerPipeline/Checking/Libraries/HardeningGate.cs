using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Libraries that want an executable stack or write into their own code: they load, but should not have to.</summary>
internal static class HardeningGate
{
    private const string Name = "executable-stack";

    public static IEnumerable<BinaryFinding> Check(IReadOnlyList<SharedLibrary> libraries)
    {
        var stack = Paths(libraries, library => library.WantsExecutableStack);
        var text = Paths(libraries, library => library.HasTextRelocations);
        if (stack.Count > 0)
        {
            yield return BinaryFinding.Warn(
                Name,
                $"{stack.Count} of {libraries.Count}",
                $"{BinaryFinding.Name(stack)}: makes the process's stack executable. Ask the package's maintainers for a build without it.",
                stack
            );
        }

        if (text.Count > 0)
        {
            yield return BinaryFinding.Warn(
                Name,
                $"{text.Count} of {libraries.Count}",
                $"{BinaryFinding.Name(text)}: has text relocations, so its code is writable while it is loaded. Ask for a build with -fPIC.",
                text
            );
        }

        if (stack.Count + text.Count == 0)
        {
            yield return BinaryFinding.Pass(Name, $"none of {libraries.Count}", string.Empty);
        }
    }

    private static List<string> Paths(IReadOnlyList<SharedLibrary> libraries, Func<SharedLibrary, bool> isSo) =>
        [.. libraries.Where(isSo).Select(library => library.Path).Order(StringComparer.Ordinal)];
}
