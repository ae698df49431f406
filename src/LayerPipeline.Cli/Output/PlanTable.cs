using System.Globalization;
using LayerPipeline.Foundation.Messages;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>The table of <c>plan</c>: each source, then what in it has no effect.</summary>
internal static class PlanTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, PlanSummary plan)
    {
        if (plan.Sources.Count > 0)
        {
            console.Write(Table(plan));
        }

        if (plan.PipOptions.Count > 0)
        {
            Say(console, "Options for pip, which plan.json does not have; give them to 'layer-pipeline step install' on the command line:");
            foreach (var option in plan.PipOptions)
            {
                Say(console, $"  {option}");
            }
        }

        Say(console, $"{plan.Name} for {plan.Runtime} on {plan.Architecture}, {Plural.Of(plan.Requirements, "requirement")}: {plan.File}");
    }

    private static Table Table(PlanSummary plan)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in new[] { "Source", "Kind", "Requirements", "Pins", "Extras", "Groups", "Without effect", "Why" })
        {
            table.AddColumn(column);
        }

        foreach (var source in plan.Sources)
        {
            Row(
                table,
                source.Name,
                source.Kind,
                Number(source.Requirements),
                Number(source.Pins),
                Listed(source.Extras),
                Listed(source.Groups),
                Number(source.Skipped.Count),
                ""
            );
            foreach (var file in source.Files)
            {
                Row(table, $"  {file.Name}", "named by it", "", "", "", "", "", "");
            }

            foreach (var skipped in source.Skipped)
            {
                Row(
                    table,
                    "  " + skipped.Where.Replace(source.Name + ", ", "", StringComparison.Ordinal),
                    "",
                    "",
                    "",
                    "",
                    "",
                    skipped.What,
                    skipped.Why
                );
            }
        }

        return table;
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count > 0 ? string.Join(", ", names) : "none";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Row(Table table, params string[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(TerminalText.Of(cell)))]);

    private static void Say(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(TerminalText.Of(text));
}
