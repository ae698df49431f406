namespace LayerPipeline.Formats.Libraries;

/// <summary>The shared libraries of a layer, as far as the gates look at them.</summary>
/// <param name="Libraries">ELF files that a loader would take.</param>
/// <param name="Links">Symbolic links: path in the layer to target, as written.</param>
internal sealed record BinaryLayer(IReadOnlyList<SharedLibrary> Libraries, IReadOnlyDictionary<string, string> Links)
{
    private const int MostLinks = 40;

    private readonly Lazy<Dictionary<string, SharedLibrary>> _byPath = new(() =>
        Libraries.DistinctBy(library => library.Path).ToDictionary(library => library.Path, StringComparer.Ordinal)
    );

    /// <summary>Finds the library that a path leads to, through links.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <returns>The library, or null.</returns>
    public SharedLibrary? Find(string path)
    {
        var at = path;
        for (var step = 0; step < MostLinks && Links.TryGetValue(at, out var target); step++)
        {
            if (LayerPaths.Follow(at, target) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return _byPath.Value.GetValueOrDefault(at);
    }
}
