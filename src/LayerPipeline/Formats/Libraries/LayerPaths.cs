using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Libraries;

/// <summary>Paths inside a layer, as its zip has them: relative, with forward slashes. Lambda unpacks them at /opt.</summary>
internal static class LayerPaths
{
    public const string Root = "/opt";

    private const string PythonFolder = "python/";

    /// <summary>The folder of a file, without a slash at its end.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : string.Empty;

    /// <summary>The last part of a path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A path as people know it: below python/.</summary>
    public static string Short(string path) => path.StartsWith(PythonFolder, StringComparison.Ordinal) ? path[PythonFolder.Length..] : path;

    /// <summary>A few paths as words: all of them up to four, else the first three and how many more.</summary>
    public static string Some(IReadOnlyList<string> paths) =>
        MessageText.List([.. paths.Select(Short)], paths.Count <= 4 ? paths.Count : 3);

    /// <summary>Resolves "." and ".."; null where the path leaves the layer.</summary>
    public static string? Normalise(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The way from one file's folder to another file.</summary>
    public static string Relative(string from, string to)
    {
        var (source, target) = (from.Split('/')[..^1], to.Split('/'));
        var shared = source.Zip(target[..^1]).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('/', Enumerable.Repeat("..", source.Length - shared).Concat(target[shared..]));
    }

    /// <summary>Where a link leads, from the folder it is in; null where it leaves the layer.</summary>
    public static string? Follow(string link, string target) =>
        target.StartsWith(Root + "/", StringComparison.Ordinal) ? Normalise(target[Root.Length..])
        : target.StartsWith('/') ? null
        : Normalise($"{FolderOf(link)}/{target}");
}
