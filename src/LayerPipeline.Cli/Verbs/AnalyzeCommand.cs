using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>analyze</c>: what is in a layer, a function, a wheel or a folder, and what could be saved.</summary>
internal static class AnalyzeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var path = new Argument<string>("path")
        {
            Description = "A layer or function zip, a wheel, a folder of packages, or the folder of a run; whoever made it.",
        };
        var interpreter = new Option<string?>("--interpreter")
        {
            HelpName = "PATH",
            Description = "The Python that reads sources. By default, one is searched for.",
        };
        var noSources = new Option<bool>("--no-sources")
        {
            Description = "Do not look for what sources import and name: faster, but a build may save less than is said.",
        };
        var report = new Option<string?>("--report")
        {
            HelpName = "FILE",
            Description = "Also write a page with a map of the files; the file is replaced.",
        };
        var command = new Command("analyze", "Say what is in any layer, function or wheel, and what could be saved. Runs nothing of it.")
        {
            path,
            interpreter,
            noSources,
            report,
        };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var output = OutputOptions.From(line, context);
                var analysis = new ArchiveAnalysis(context, line.GetValue(interpreter), !line.GetValue(noSources), output);
                var named = line.GetRequiredValue(path);
                OutputFile.Check(line.GetValue(report), "--report", named);
                var found = await NamedArchive.ReadAsync(
                    "path",
                    named,
                    () => analysis.RunAsync(named, line.GetValue(report), cancellationToken)
                );
                output.Show(new Answer(new OutputLine { Analysis = found }, AnalysisTables.Of(found)));
                return ExitCode.Done;
            }
        );
        return command;
    }
}
