using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Analyzing;

/// <summary>Finds the folder of an archive that packages are in: layers, functions and wheels each have another.</summary>
internal static class PackagesFolder
{
    /// <summary>What folders of metadata end with. Source: https://packaging.python.org/specifications/recording-installed-packages/.</summary>
    private static readonly string[] MetadataFolders = [".dist-info/", ".egg-info/"];

    /// <summary>Finds it: where most metadata is, else the folder of layers, else the root.</summary>
    /// <param name="names">Names of all entries.</param>
    /// <returns>The folder, with a slash at its end; empty for the root.</returns>
    public static string Find(IEnumerable<string> names)
    {
        var metadata = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var isLayer = false;
        foreach (var name in names)
        {
            isLayer |= LayerTree.IsBelow(name);
            if (MetadataFolder(name) is not { } folder)
            {
                continue;
            }

            var parent = folder[..(folder.LastIndexOf('/', folder.Length - 2) + 1)];
            if (!metadata.TryGetValue(parent, out var found))
            {
                metadata.Add(parent, found = new HashSet<string>(StringComparer.Ordinal));
            }

            found.Add(folder);
        }

        return metadata.Count == 0
            ? (isLayer ? LayerTree.Prefix : "")
            : metadata
                .OrderByDescending(pair => pair.Value.Count)
                .ThenByDescending(pair => pair.Key == LayerTree.Prefix)
                .ThenBy(pair => pair.Key.Length)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .First()
                .Key;
    }

    private static string? MetadataFolder(string name)
    {
        // Few names have it, and one search tells.
        if (!name.Contains("-info/", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var ending in MetadataFolders)
        {
            var at = name.IndexOf(ending, StringComparison.Ordinal);
            if (at > 0)
            {
                return name[..(at + ending.Length)];
            }
        }

        return null;
    }
}
