using System.Text;

namespace LayerPipeline.Reporting.Tables;

/// <summary>Sections as Markdown, as pull requests show it. Whatever names and licences hold, they are shown as text.</summary>
public static class MarkdownPage
{
    /// <summary>What Markdown, or HTML in it, gives a meaning to.</summary>
    private const string Special = "\\`*_{}[]<>#|~&@$";

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
            else if (Special.Contains(character, StringComparison.Ordinal) || IsMark(text, i))
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

    /// <summary>What has a meaning only where it stands: addresses, names of pictures, and the beginnings of lists.</summary>
    private static bool IsMark(string text, int at) =>
        text[at] switch
        {
            ':' => at + 1 < text.Length && (text[at + 1] == '/' || char.IsAsciiLetter(text[at + 1])),
            '.' or ')' => text.AsSpan(0, at).EndsWith("www", StringComparison.OrdinalIgnoreCase)
                || (at > 0 && !text.AsSpan(0, at).ContainsAnyExceptInRange('0', '9')),
            '-' or '+' or '=' => at == 0,
            _ => false,
        };
}
