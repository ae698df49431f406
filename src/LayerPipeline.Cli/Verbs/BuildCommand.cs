using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>build</c>: from packages to a proven layer.zip.</summary>
internal static class BuildCommand
{
    /// <summary>Where layers go when <c>--output</c> does not say.</summary>
    public const string DefaultFolder = "out";

    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var request = new RequestOptions();
        var install = new InstallOptions();
        var folder = new Option<string?>("--output", "-o")
        {
            HelpName = "FOLDER",
            Description = $"Folder for the results. Default: {DefaultFolder}/NAME.",
        };
        var summary = SummaryFile.CreateOption();
        var command = new Command("build", "Build a layer: install, probe, prune, check, probe again, and record.") { folder, summary };
        request.AddTo(command);
        install.AddTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var asked = request.Read(line);
                var sources = request.ReadSources(line, asked);
                var plans = new Planner().Plan(asked, sources, context.Today);
                var switches = install.Read(line) with { Sources = sources, Uv = UvProgram.Find(context.Environment) };
                var to = line.GetValue(folder) ?? Path.Combine(DefaultFolder, plans[0].Name);
                SummaryFile.Check(line.GetValue(summary), to, [.. request.Files(line), .. install.Files(line)]);
                var batch = new BuildBatch(context, switches, OutputOptions.From(line, context));
                var built = await batch.RunAsync(plans, to, cancellationToken);
                SummaryFile.Write(line.GetValue(summary), "Layer", built.SelectMany(BuildTables.Of));
                return ExitCode.Done;
            }
        );
        return command;
    }
}
