namespace LayerPipeline.Checking.Libraries;

/// <summary>A library that is needed and that the loader does not find.</summary>
/// <param name="Chain">Paths in the layer from the library that is loaded first to the one that needs it.</param>
/// <param name="Name">Name as in DT_NEEDED.</param>
public sealed record MissingLibrary(IReadOnlyList<string> Chain, string Name)
{
    /// <summary>The library that needs it.</summary>
    public string Path => Chain[^1];
}
