namespace LayerPipeline.Pruning.Deciding;

/// <summary>The folders above a path; each ends with a slash.</summary>
internal static class PathFolders
{
    /// <summary>The folders above a file or a folder, highest first.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            slash >= 0 && slash < path.Length - 1;
            slash = path.IndexOf('/', slash + 1)
        )
        {
            yield return path[..(slash + 1)];
        }
    }

    /// <summary>The highest folder above a file that is not one of some; the file where there is none.</summary>
    public static string Highest(string path, IReadOnlySet<string> others) =>
        Above(path).FirstOrDefault(folder => !others.Contains(folder)) ?? path;
}
