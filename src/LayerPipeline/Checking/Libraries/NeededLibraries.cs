using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Which library of the layer or the runtime answers each DT_NEEDED, found as glibc's loader finds it.</summary>
/// <param name="Found">(path of a library, name it needs) to the path in the layer; only what the layer answers.</param>
/// <param name="Missing">What nothing answers.</param>
internal sealed record NeededLibraries(IReadOnlyDictionary<(string Path, string Name), string> Found, IReadOnlyList<MissingLibrary> Missing)
{
    /// <summary>Follows every library of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="runtime">The runtime's own libraries.</param>
    /// <returns>What was found and what is missing.</returns>
    public static NeededLibraries Follow(BinaryLayer layer, RuntimeLibraries runtime)
    {
        var walk = new LoaderWalk(layer, runtime);
        var inner = new HashSet<string>(StringComparer.Ordinal);
        foreach (var library in layer.Libraries)
        {
            inner.UnionWith(walk.From(library).Reached);
        }

        // What others bring in is judged as they bring it in: a loader's RPATH holds for what it loads. Libraries that only
        // need each other in a circle come last.
        var (missing, seen) = (new List<MissingLibrary>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var library in layer.Libraries.OrderBy(library => inner.Contains(library.Path)))
        {
            if (!inner.Contains(library.Path) || !seen.Contains(library.Path))
            {
                var closure = walk.From(library);
                missing.AddRange(closure.Missing);
                seen.UnionWith(closure.Reached);
            }
        }

        return new NeededLibraries(walk.Found, missing);
    }
}
