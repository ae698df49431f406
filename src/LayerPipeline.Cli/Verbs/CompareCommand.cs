using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Comparing;
using LayerPipeline.Local.Folders;
using LayerPipeline.Reporting;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>compare</c>: what changed from one layer to another.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var old = new Argument<string>("old")
        {
            Description = "The layer that was: a zip, the folder of a run, a manifest.json, or a published version (ARN or NAME:VERSION).",
        };
        var now = new Argument<string>("new") { Description = "The layer that is, likewise." };
        var growth = ByteSize.CreateOption(
            "--max-growth",
            "Unzipped bytes by which the layer may grow, such as 5MB; exit code 3 if it is more."
        );
        var summary = SummaryFile.CreateOption();
        var report = new Option<string?>("--report")
        {
            HelpName = "FILE",
            Description = "Also write a page with a map of both layers; the file is replaced.",
        };
        var stateMachine = StateMachineOption.Create("For published versions: the stack's output StateMachineArn.", isRequired: false);
        var command = new Command("compare", "Say what changed from one layer to another.")
        {
            old,
            now,
            growth,
            report,
            summary,
            stateMachine,
        };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var output = OutputOptions.From(line, context);
                var (one, other) = (line.GetRequiredValue(old), line.GetRequiredValue(now));
                OutputFile.Check(line.GetValue(report), "--report", one, other);
                OutputFile.Check(line.GetValue(summary), "--summary", one, other, line.GetValue(report));
                var sides = new ComparedSides(one, other, new PublishedManifests(line.GetValue(stateMachine), context));
                var (before, after) = await sides.ReadAsync(cancellationToken);
                var comparison = SnapshotComparer.Compare(before, after);
                var sections = ComparisonTables.Of(comparison);
                output.Show(new Answer(new OutputLine { Comparison = comparison }, sections));
                if (line.GetValue(report) is { } page)
                {
                    await WriteAsync(page, before, after, cancellationToken);
                }

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

    /// <summary>In memory first, so that a failure leaves an older page as it was.</summary>
    private static async Task WriteAsync(string path, LayerSnapshot old, LayerSnapshot now, CancellationToken cancellationToken)
    {
        using var page = new MemoryStream();
        await ComparisonReport.WriteAsync(page, old, now, cancellationToken);
        await File.WriteAllBytesAsync(path, page.ToArray(), CancellationToken.None);
    }
}
