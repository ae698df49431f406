namespace LayerPipeline.Planning.Requests;

/// <summary>What <c>systemLibraries</c> may hold.</summary>
public static class SystemLibraryNames
{
    /// <summary>Stands for whatever the packages need and the runtime lacks.</summary>
    public const string Auto = "auto";

    /// <summary>Whether it names a file on the machine that builds.</summary>
    /// <param name="library">One of the field's values.</param>
    public static bool IsPath(string library) => library.Contains('/', StringComparison.Ordinal);
}
