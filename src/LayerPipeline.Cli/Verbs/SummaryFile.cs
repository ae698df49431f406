using System.CommandLine;
using System.Text;
using LayerPipeline.Local;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>--summary</c>: the result as Markdown, for a pull request or the summary of a job.</summary>
internal static class SummaryFile
{
    /// <summary>Makes the option.</summary>
    public static Option<string?> CreateOption() =>
        new("--summary")
        {
            HelpName = "FILE",
            Description = "Also write the result as Markdown, for a pull request; the file is replaced.",
        };

    /// <summary>Checks that it can be written when a build has ended, which may be long after.</summary>
    /// <param name="path">Its path, or null.</param>
    /// <param name="folder">Folder that the build writes.</param>
    /// <param name="others">Files that the command line names.</param>
    /// <exception cref="CommandLineException">It is one of these, or no file, or lies where nothing but the run may.</exception>
    public static void Check(string? path, string folder, IEnumerable<string> others)
    {
        if (path is not null && OutputFile.IsIn(Path.GetFullPath(path), Path.GetFullPath(folder)))
        {
            throw new CommandLineException(
                $"--summary: '{path}' is in the output folder '{folder}', which holds nothing but the files of a run: the next build would refuse "
                    + "to replace it. Give a file elsewhere."
            );
        }

        OutputFile.Check(path, "--summary", [folder, .. others]);
    }

    /// <summary>Writes the file where the option is given.</summary>
    /// <param name="path">Its path, or null.</param>
    /// <param name="title">The heading.</param>
    /// <param name="sections">The result.</param>
    public static void Write(string? path, string title, IEnumerable<TextSection> sections)
    {
        if (path is not null)
        {
            File.WriteAllText(path, MarkdownPage.Write(title, sections), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }
}
