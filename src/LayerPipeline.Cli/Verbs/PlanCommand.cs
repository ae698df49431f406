using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>plan</c>: the first step alone: a request becomes plan.json in a run's folder.</summary>
internal static class PlanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var request = new RequestOptions();
        var folder = new Option<string>("--output", "-o")
        {
            HelpName = "FOLDER",
            Description = "Folder of the run; created if necessary.",
            Required = true,
        };
        var command = new Command("plan", "Check a request and write plan.json, the first step of a build.") { folder };
        request.AddTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var asked = request.Read(line);
                var sources = request.ReadSources(line, asked);
                var plans = new Planner().Plan(asked, sources, context.Today);
                if (plans.Count != 1)
                {
                    throw new CommandLineException(
                        $"plan: the folder of a run contains one plan, but the request makes {plans.Count}. Request one Python and one architecture."
                    );
                }

                var to = line.GetRequiredValue(folder);
                using var held = RunLock.Take(to);
                RunFolder.CheckPlan(to);
                Directory.CreateDirectory(to);
                await new FolderRunStore(to).WriteJsonAsync(RunFiles.Plan, plans[0], PlanningJson.Default.BuildPlan, cancellationToken);
                var output = OutputOptions.From(line, context);
                foreach (var warning in plans[0].Warnings)
                {
                    output.Warn(warning);
                }

                output.Summarize(Summary(plans[0], sources, Path.Combine(to, RunFiles.Plan)));
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static PlanSummary Summary(BuildPlan plan, RequestSources sources, string file) =>
        new()
        {
            Name = plan.Name,
            Runtime = plan.Runtime.Name,
            Architecture = plan.Architecture,
            File = file,
            Requirements = plan.RequirementsText.Count(character => character == '\n'),
            Sources = plan.Sources,
            PipOptions = sources.ShownOptions,
        };
}
