using System.Text;
using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Sources;

/// <summary>
/// The lines of a requirements file: comments and continued lines as pip has them.
/// Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/.
/// </summary>
internal static partial class RequirementsFile
{
    /// <summary>
    /// As pip: a line that ends in a backslash goes on in the next one, then comments are cut off; the first line's number counts.
    /// </summary>
    /// <param name="text">The file's text, lines ended in any way.</param>
    /// <returns>Lines that are not empty, each with its number.</returns>
    public static IEnumerable<(int Number, string Text)> LogicalLines(string text)
    {
        var joined = new StringBuilder();
        var first = 0;
        foreach (var (index, raw) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            first = joined.Length == 0 ? index + 1 : first;
            var isComment = raw.AsSpan().TrimStart().StartsWith("#");
            if (raw.EndsWith('\\') && !isComment)
            {
                joined.Append(raw.TrimEnd('\\')).Append(' ');
                continue;
            }

            var line = WithoutComment(isComment ? joined.ToString() : joined.Append(raw).ToString());
            joined.Clear();
            if (line.Length > 0)
            {
                yield return (first, line);
            }
        }

        if (WithoutComment(joined.ToString()) is { Length: > 0 } last)
        {
            yield return (first, last);
        }
    }

    private static string WithoutComment(string line) => Comment().Replace(line, "").Trim();

    [GeneratedRegex(@"(?:\A|\s)#.*\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, Matching.Milliseconds)]
    private static partial Regex Comment();
}
