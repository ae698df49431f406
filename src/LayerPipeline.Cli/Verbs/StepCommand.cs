using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>step</c>: any step after Plan by itself, on the folder of a run.</summary>
internal static class StepCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var names = LocalSteps.All.Select(local => local.Step.Name).ToArray();
        var install = new InstallOptions();
        var name = new Argument<string>("step") { HelpName = "STEP", Description = "One of " + string.Join(", ", names) + "." };
        name.AcceptOnlyFromAmong(names);
        var folder = new Argument<string>("folder") { HelpName = "FOLDER", Description = "Folder of a run, with plan.json." };
        var command = new Command("step", "Run a single step of a build on the folder of a run.") { name, folder };
        install.AddTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                using var held = RunLock.Take(line.GetRequiredValue(folder));
                var files = new FolderRunStore(line.GetRequiredValue(folder));
                var plan = await files.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
                var local = LocalSteps.All.First(step => step.Step.Name == line.GetRequiredValue(name));
                var switches = install.Read(line) with { Uv = UvProgram.Find(context.Environment) };
                var choice = await ChooseAsync(local.Step, plan, switches, context.Interpreters, cancellationToken);
                await RunAsync(
                    local,
                    new LocalRun(plan, choice, switches, files, ""),
                    OutputOptions.From(line, context),
                    cancellationToken
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>The interpreter of a step that needs one; null for steps that only read and write files.</summary>
    private static async Task<InterpreterChoice?> ChooseAsync(
        PipelineStep step,
        BuildPlan plan,
        BuildSwitches switches,
        InterpreterSearch search,
        CancellationToken cancellationToken
    )
    {
        if (!step.RunsPackages && step != PipelineSteps.Install)
        {
            return null;
        }

        var choice = await InterpreterChoice.MakeAsync(
            plan.Target,
            switches.Interpreter,
            switches.AllowUnproven,
            search,
            cancellationToken
        );
        return choice.WhyUnproven is { } why && step.RunsPackages
            ? throw new CommandLineException(
                $"{step.Name}: {why}, so nothing can be probed. Continue without this step; record will mark the layer UNPROVEN."
            )
            : choice;
    }

    private static async Task RunAsync(ILocalStep local, LocalRun run, IBuildOutput output, CancellationToken cancellationToken)
    {
        var scratch = ScratchFolder.Make("step");
        try
        {
            var outcome = await output.StepAsync(
                local.Step.Name,
                progress => local.RunAsync(run with { Scratch = scratch.FullName }, progress, cancellationToken),
                outcome => outcome.Text + (outcome.Repair ? "; prune again" : "")
            );
            foreach (var warning in outcome.Warnings)
            {
                output.Warn(warning);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
