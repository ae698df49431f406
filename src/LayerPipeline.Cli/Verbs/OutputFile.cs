using LayerPipeline.Local;

namespace LayerPipeline.Cli.Verbs;

/// <summary>A file that a command writes beside its answer, and replaces.</summary>
internal static class OutputFile
{
    /// <summary>Checks that it can be written without replacing something that the command needs, before anything is read.</summary>
    /// <param name="path">Its path; null where none is written.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="others">What else the command line names: inputs, and other files that are written.</param>
    /// <exception cref="CommandLineException">It is one of these, or no file.</exception>
    public static void Check(string? path, string option, params IEnumerable<string?> others)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new CommandLineException($"{option}: '{path}' is a folder; give the name of a file.");
        }

        if (Directory.GetParent(Path.GetFullPath(path)) is { Exists: false } parent)
        {
            throw new CommandLineException($"{option}: there is no folder '{parent.FullName}'. Make it, or give another file.");
        }

        var whole = Whole(path);
        if (others.OfType<string>().FirstOrDefault(other => Whole(other) == whole || IsPart(whole, other)) is { } taken)
        {
            throw new CommandLineException(
                $"{option}: '{path}' would replace {(Directory.Exists(taken) ? "a file of " : "")}'{taken}', which is named too. Give another file."
            );
        }

        TryToWrite(path, option);
    }

    /// <summary>Opens the file for writing, and leaves everything as it was: only that tells whether it can be written.</summary>
    private static void TryToWrite(string path, string option)
    {
        var file = new FileInfo(path);
        var isNew = !file.Exists && file.LinkTarget is null;
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            {
                // Nothing is written yet.
            }

            // A link that leads nowhere yet is the user's.
            if (isNew)
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"{option}: '{path}' can't be written: {e.Message} Give another file.");
        }
    }

    /// <summary>Whether a file is, or would be, in a folder or below it.</summary>
    /// <param name="file">Its whole path.</param>
    /// <param name="folder">The folder's whole path.</param>
    internal static bool IsIn(string file, string folder) =>
        file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Pages are not what a folder is given for.</summary>
    private static bool IsPart(string file, string folder) =>
        Directory.Exists(folder) && File.Exists(file) && IsIn(file, Whole(folder)) && Path.GetExtension(file) is not (".html" or ".md");

    private static string Whole(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
