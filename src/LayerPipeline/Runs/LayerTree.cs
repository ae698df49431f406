namespace LayerPipeline.Runs;

/// <summary>Where Python's files lie in a layer.</summary>
public static class LayerTree
{
    /// <summary>Folder that Lambda puts on Python's path. Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.</summary>
    public const string Prefix = "python/";

    /// <summary>The path below <c>python/</c>, or null for an entry elsewhere.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <returns>The path, or null.</returns>
    public static string? Below(string entryName) =>
        entryName.StartsWith(Prefix, StringComparison.Ordinal) && entryName.Length > Prefix.Length ? entryName[Prefix.Length..] : null;
}
