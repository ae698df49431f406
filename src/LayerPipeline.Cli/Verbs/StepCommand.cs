using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Folders;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Cli.Output;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Judging;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>step</c>: any step after Plan by itself, on the folder of a run.</summary>
internal static class StepCommand
{
    /// <summary>Steps that run the runtime's Python.</summary>
    private static readonly Dictionary<string, Func<LocalSteps, IBuildOutput, CancellationToken, Task<string>>> PythonSteps = new(
        StringComparer.Ordinal
    )
    {
        ["install"] = async (steps, output, cancel) =>
        {
            var (report, missing) = await steps.InstallAsync(_ => { }, cancel);
            foreach (var warning in missing)
            {
                output.Warn(warning);
            }

            return $"{Plural.Of(report.Distributions.Count, "distribution")}, {await steps.PackAsync(cancel):N0} bytes";
        },
        ["probe-raw"] = async (steps, _, cancel) => Count(await steps.ProbeRawAsync(cancel)),
        ["probe-layer"] = async (steps, _, cancel) => Count(await steps.ProbeLayerAsync(cancel)),
    };

    /// <summary>Steps that only read and write files.</summary>
    private static readonly Dictionary<string, Func<BuildSwitches, IRunStore, IBuildOutput, CancellationToken, Task<string>>> FileSteps =
        new(StringComparer.Ordinal)
        {
            ["prune"] = async (switches, run, output, cancel) =>
            {
                var pruned = await LocalSteps.PruneAsync(run, switches, cancel);
                output.WarnOfGlobs(pruned);
                return $"{pruned.BytesAfter:N0} bytes";
            },
            ["check"] = async (_, run, _, cancel) => $"{(await LocalSteps.CheckAsync(run, cancel)).Gates.Count} gates, none failed",
            ["judge"] = async (_, run, _, cancel) => Judge(await JudgeStep.RunAsync(run, cancel)),
            ["record"] = async (_, run, _, cancel) =>
                (await RecordStep.RunAsync(run, layerVersionArn: null, cancel)).Proven ? "proven" : "UNPROVEN",
        };

    private static readonly IReadOnlyList<string> Names = ["install", "probe-raw", "prune", "check", "probe-layer", "judge", "record"];

    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var install = new InstallOptions();
        var name = new Argument<string>("step") { HelpName = "STEP", Description = "One of " + string.Join(", ", Names) + "." };
        name.AcceptOnlyFromAmong([.. Names]);
        var folder = new Argument<string>("folder") { HelpName = "FOLDER", Description = "Folder of a run, with plan.json." };
        var command = new Command("step", "Run one step of a build by itself, on the folder of a run.") { name, folder };
        install.AddTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                using var held = RunLock.Take(line.GetRequiredValue(folder));
                var run = new FolderRunStore(line.GetRequiredValue(folder));
                var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
                var (chosen, switches, output) = (line.GetRequiredValue(name), install.Read(line), OutputOptions.From(line, context));
                if (FileSteps.TryGetValue(chosen, out var step))
                {
                    await output.StepAsync(chosen, _ => step(switches, run, output, cancellationToken), result => result);
                }
                else
                {
                    await RunAsync(chosen, plan, switches, run, context.Interpreters, output, cancellationToken);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task RunAsync(
        string name,
        BuildPlan plan,
        BuildSwitches switches,
        FolderRunStore run,
        InterpreterSearch search,
        IBuildOutput output,
        CancellationToken cancellationToken
    )
    {
        var choice = await InterpreterChoice.MakeAsync(plan, switches.Interpreter, switches.AllowUnproven, search, cancellationToken);
        if (choice.WhyUnproven is { } why && name != "install")
        {
            throw new CommandLineException($"{name}: {why}, so nothing can be probed. Go on without this step; record says UNPROVEN then.");
        }

        var scratch = ScratchFolder.Make("step");
        try
        {
            var steps = new LocalSteps(plan, choice, switches, run, scratch.FullName);
            await output.StepAsync(name, _ => PythonSteps[name](steps, output, cancellationToken), result => result);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string Count(ProbeReport report) =>
        $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
        + $"{report.Behaviours.Count(behaviour => behaviour.Ok)} of {report.Behaviours.Count} behaviours work";

    private static string NotComparable(Judgement judgement) =>
        judgement.NotComparable.Count == 0 ? "" : $", the numbers of {judgement.NotComparable.Count} not comparable (other processor)";

    private static string Judge(Judgement judgement) =>
        judgement.Verdict == Verdict.Stop
            ? throw ImportRegressionException.Of(judgement)
            : $"{judgement.Regressions.Count} regressions{NotComparable(judgement)}: {(judgement.Verdict == Verdict.Repair ? "prune again" : "record")}";
}
