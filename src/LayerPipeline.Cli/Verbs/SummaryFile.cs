using System.CommandLine;
using System.Text;
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
