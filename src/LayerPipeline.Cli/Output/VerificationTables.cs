using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Reporting;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>The tables at the end of a verification.</summary>
internal static class VerificationTables
{
    /// <summary>Writes the end of a verification.</summary>
    public static void Write(IAnsiConsole console, Verification verification)
    {
        console.WriteLine();
        console.Write(SummaryTables.Gates(verification.Gates));
        SummaryTables.WriteFailures(console, "Failed", verification.Failed);
        if (verification.Unproven is { } why)
        {
            console.MarkupLineInterpolated($"[yellow]UNPROVEN:[/] {why}. Nothing was imported or run from this layer.");
        }

        console.MarkupLine(verification.Passed ? $"[green]Every gate passed{Warnings(verification)}.[/]" : "[red]A gate failed.[/]");
    }

    private static string Warnings(Verification verification) =>
        verification.Gates.Count(gate => gate.Status == GateStatus.Warn) switch
        {
            0 => "",
            1 => ", 1 warning",
            var count => $", {count} warnings",
        };
}
