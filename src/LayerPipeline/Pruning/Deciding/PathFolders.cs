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

    /// <summary>Adds the folders above a file to a set to which they are never added singly: where one is there, so are those above it.</summary>
    public static void AddAbove(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> folders, ReadOnlySpan<char> path)
    {
        for (var slash = path.LastIndexOf('/'); slash >= 0 && folders.Add(path[..(slash + 1)]); slash = path[..slash].LastIndexOf('/')) { }
    }

    /// <summary>The highest folder above a file that is not one of some; the file where there is none.</summary>
    public static string Highest(string path, IReadOnlySet<string> others) =>
        Above(path).FirstOrDefault(folder => !others.Contains(folder)) ?? path;
}
