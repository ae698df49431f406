namespace LayerPipeline.Local.Folders;

/// <summary>A folder that was made for results, with its parents. What is still empty at the end is removed again.</summary>
public sealed class CreatedFolder : IDisposable
{
    private readonly string? _topmost;

    private CreatedFolder(string path, string? topmost)
    {
        Path = path;
        _topmost = topmost;
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder; one that exists is taken as it is, and never removed.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="CommandLineException">It is a file, or can't be made.</exception>
    public static CreatedFolder Make(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (File.Exists(path))
        {
            throw new CommandLineException($"--output: '{path}' is a file. Give a folder; it is created if necessary.");
        }

        try
        {
            var topmost = TopmostMissing(path);
            Directory.CreateDirectory(path);
            return new CreatedFolder(path, topmost);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"--output: can't create '{path}': {e.Message} Choose another folder.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        for (var at = Path; _topmost is not null && at.Length >= _topmost.Length && IsEmpty(at); at = System.IO.Path.GetDirectoryName(at)!)
        {
            Directory.Delete(at);
        }
    }

    private static string? TopmostMissing(string folder)
    {
        string? missing = null;
        for (var at = folder; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
        {
            missing = at;
        }

        return missing;
    }

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
}
