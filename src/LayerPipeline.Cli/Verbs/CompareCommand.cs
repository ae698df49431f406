using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Folders;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>compare</c>: what changed from one layer to another.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var old = new Argument<string>("old") { Description = "The layer that was: a zip, the folder of a run, or a manifest.json." };
        var now = new Argument<string>("new") { Description = "The layer that is, likewise." };
        var growth = ByteSize.CreateOption(
            "--max-growth",
            "Unzipped bytes by which the layer may grow, such as 5MB; exit code 3 if it is more."
        );
        var summary = SummaryFile.CreateOption();
        var command = new Command("compare", "Say what changed from one layer to another.") { old, now, growth, summary };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var output = OutputOptions.From(line, context);
                var sides = new ComparedSides(line.GetRequiredValue(old), line.GetRequiredValue(now));
                var comparison = await sides.CompareAsync(cancellationToken);
                var sections = ComparisonTables.Of(comparison);
                output.Show(new Answer(new OutputLine { Comparison = comparison }, sections));
                SummaryFile.Write(line.GetValue(summary), "What changed in the layer", sections);
                if (line.GetValue(growth) is { } most)
                {
                    comparison.ThrowIfGrownBy(most);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
