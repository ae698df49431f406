using LayerPipeline.Cli.Output;
using LayerPipeline.Local;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Files of this machine that name requirements.</summary>
internal sealed class SourceFiles : ISourceFiles
{
    private const string Option = "--requirement";

    /// <summary>Opens a file that the command line names.</summary>
    /// <param name="path">Its path, relative to the working folder.</param>
    /// <returns>The file.</returns>
    /// <exception cref="CommandLineException">It is not there, or can't be read.</exception>
    /// <exception cref="InvalidRequestException">It is too large, or is not text.</exception>
    public static SourceFile OpenNamed(string path) => SourceFile.Read(path, Path.GetFullPath(path), InputFile.Read(path, Option));

    /// <summary>Opens the file that a request names.</summary>
    /// <param name="request">Path of the request's file.</param>
    /// <param name="name">The request's field <c>requirementsFile</c>.</param>
    /// <returns>The file, under the name that the request gives it.</returns>
    /// <exception cref="CommandLineException">It is not there, or can't be read.</exception>
    /// <exception cref="InvalidRequestException">Its name leads out of the request's folder, or it is too large, or is not text.</exception>
    public static SourceFile OpenBeside(string request, string name)
    {
        RequestSources.CheckFileName(name);
        var path = Path.Combine(Path.GetDirectoryName(request) ?? "", name);
        return SourceFile.Read(name, Path.GetFullPath(path), InputFile.Read(path, "requirementsFile"));
    }

    /// <inheritdoc />
    public SourceFile Open(string reference, SourceFile namedBy)
    {
        // Shown as the user would write it, found where it is.
        var name = Path.Combine(Path.GetDirectoryName(namedBy.Name) ?? "", reference);
        var location = Path.GetFullPath(Path.Combine(FolderOf(namedBy), reference));
        return SourceFile.Read(name, location, InputFile.Read(location, $"{Option} (named by {namedBy.Name})"));
    }

    /// <inheritdoc />
    public string Place(string reference, SourceFile namedBy)
    {
        var place = reference.StartsWith('~')
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + reference[1..]
            : reference;
        var beside = Path.GetFullPath(Path.Combine(FolderOf(namedBy), place));
        var found = Path.Exists(beside) ? beside : Path.GetFullPath(place);
        return Path.Exists(found)
            ? found
            : throw new CommandLineException(
                $"--find-links (named by {namedBy.Name}): there is no folder '{reference}' (looked in {FolderOf(namedBy)} and "
                    + $"{Environment.CurrentDirectory}). Give a folder that contains .whl files."
            );
    }

    private static string FolderOf(SourceFile file) => Path.GetDirectoryName(file.Location) ?? Environment.CurrentDirectory;
}
