using LayerPipeline.Reporting.Tables;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>Sections at a terminal.</summary>
internal static class SectionTables
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<TextSection> sections)
    {
        foreach (var section in sections)
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{section.Title}[/]");
            if (section.Rows.Count > 0)
            {
                console.Write(Table(section));
            }

            foreach (var note in section.Notes)
            {
                console.MarkupLineInterpolated($"  {note}");
            }
        }
    }

    private static Table Table(TextSection section)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in section.Columns)
        {
            var shown = new TableColumn(Markup.Escape(column.Name));
            table.AddColumn(column.IsNumber ? shown.RightAligned().NoWrap() : shown);
        }

        foreach (var row in section.Rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }
}
