using System.Text;

namespace LayerPipeline.Reporting.Tables;

/// <summary>Sections as Markdown, as pull requests show it. Whatever names and licences hold, they are shown as text.</summary>
public static class MarkdownPage
{
    /// <summary>What Markdown, or HTML in it, gives a meaning to.</summary>
    private const string Special = "\\`*_{}[]<>()#+-.!|~&@$:";

    /// <summary>Characters that turn the direction of text. Source: https://www.unicode.org/reports/tr9/#Directional_Formatting_Codes.</summary>
    private const string Directions = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>Writes them.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="sections">The sections.</param>
    /// <returns>The page.</returns>
    public static string Write(string title, IEnumerable<TextSection> sections)
    {
        var page = new StringBuilder().Append("## ").Append(Escape(title)).Append('\n');
        foreach (var section in sections)
        {
            Write(page, section);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, TextSection section)
    {
        page.Append("\n### ").Append(Escape(section.Title)).Append("\n\n");
        if (section.Rows.Count > 0)
        {
            Row(page, section.Columns.Select(column => Escape(column.Name)));
            Row(page, section.Columns.Select(column => column.IsNumber ? "--:" : ":--"));
            foreach (var row in section.Rows)
            {
                Row(page, row.Select(Escape));
            }

            page.Append('\n');
        }

        foreach (var note in section.Notes)
        {
            page.Append(Escape(note)).Append("  \n");
        }
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsControl(character))
            {
                escaped.Append(' ');
            }
            else if (Directions.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append('\uFFFD');
            }
            else if (Special.Contains(character, StringComparison.Ordinal) && !IsInNumber(text, i))
            {
                // A reference in HTML is text to every dialect, within tables and links, too; a backslash is not.
                escaped.Append("&#").Append((int)character).Append(';');
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Points, slashes and dashes between letters and digits mean nothing, and are in every path and version.</summary>
    private static bool IsInNumber(string text, int at) =>
        text[at] is '.' or '-'
        && at > 0
        && at + 1 < text.Length
        && char.IsAsciiLetterOrDigit(text[at - 1])
        && char.IsAsciiLetterOrDigit(text[at + 1])
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.Contains("www.", StringComparison.OrdinalIgnoreCase);
}
