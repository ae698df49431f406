using System.Text;

namespace LayerPipeline.Explaining;

/// <summary>
/// Finds the statement of a source that imports a file. Which file imports which is known from the probe, which understands Python;
/// here only the line is looked for.
/// </summary>
internal static class ImportStatements
{
    /// <summary>Most lines of one statement.</summary>
    private const int MostLines = 500;

    /// <summary>Finds the line.</summary>
    /// <param name="source">The importing source.</param>
    /// <param name="module">The imported module, dotted.</param>
    /// <returns>The line, from 1; null where no statement names it.</returns>
    public static int? Find(string source, string module)
    {
        var name = module[(module.LastIndexOf('.') + 1)..];
        var lines = source.Split('\n');
        int? second = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().TrimStart();
            if (!line.StartsWith("import ") && !line.StartsWith("from "))
            {
                continue;
            }

            var statement = Statement(lines, i);
            if (HasWord(statement, name))
            {
                return i + 1;
            }

            // "from . import x" runs the package's own __init__, whose name it does not say.
            second ??= line.StartsWith("from .") ? i + 1 : null;
        }

        return second;
    }

    private static string Statement(string[] lines, int first)
    {
        var text = new StringBuilder(lines[first]);
        var isOpen = lines[first].Contains('(', StringComparison.Ordinal) && !lines[first].Contains(')', StringComparison.Ordinal);
        for (var i = first + 1; isOpen && i < lines.Length && i < first + MostLines; i++)
        {
            text.Append(' ').Append(lines[i]);
            isOpen = !lines[i].Contains(')', StringComparison.Ordinal);
        }

        return text.ToString();
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsPartOfName(text[at - 1])) && (end == text.Length || !IsPartOfName(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character == '_';
}
