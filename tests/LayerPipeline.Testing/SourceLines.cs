namespace LayerPipeline.Testing;

/// <summary>Counts lines of C# below <c>src</c> that are neither blank nor a comment.</summary>
public static class SourceLines
{
    /// <summary>A project's share of all of them.</summary>
    public static double Share(string project) => (double)Of(project) / Directory.EnumerateDirectories(Repository.Find("src")).Sum(Of);

    private static int Of(string folder) =>
        Directory
            .EnumerateFiles(Repository.Find(Path.Combine("src", folder)), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim())
            .Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
}
