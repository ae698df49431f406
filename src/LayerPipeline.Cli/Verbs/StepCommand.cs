using System.CommandLine;
using LayerPipeline.Cli.Local;
using LayerPipeline.Cli.Output;
using LayerPipeline.Probing;
using LayerPipeline.Repairing;
using LayerPipeline.Requests;
using LayerPipeline.Runs;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>step</c>: any step after Plan by itself, on the folder of a run.</summary>
internal static class StepCommand
{
    private static readonly IReadOnlyDictionary<string, Func<LocalSteps, IRunStore, IBuildOutput, CancellationToken, Task<string>>> Steps =
        new Dictionary<string, Func<LocalSteps, IRunStore, IBuildOutput, CancellationToken, Task<string>>>(StringComparer.Ordinal)
        {
            ["install"] = async (steps, _, output, cancel) =>
            {
                var (report, missing) = await steps.InstallAsync(_ => { }, cancel);
                foreach (var warning in missing)
                {
                    output.Warn(warning);
                }

                return $"{report.Distributions.Count} distributions, {await steps.PackAsync(cancel):N0} bytes";
            },
            ["probe-raw"] = async (steps, _, _, cancel) => Count(await steps.ProbeRawAsync(cancel)),
            ["prune"] = async (steps, _, _, cancel) => $"{(await steps.PruneAsync(cancel)).BytesAfter:N0} bytes",
            ["check"] = async (steps, _, _, cancel) => $"{(await steps.CheckAsync(cancel)).Gates.Count} gates, none failed",
            ["probe-layer"] = async (steps, _, _, cancel) => Count(await steps.ProbeLayerAsync(cancel)),
            ["judge"] = async (_, run, _, cancel) => Judge(await JudgeStep.RunAsync(run, cancel)),
            ["record"] = async (_, run, _, cancel) =>
                (await RecordStep.RunAsync(run, layerVersionArn: null, cancel)).Proven ? "proven" : "UNPROVEN",
        };

    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var install = new InstallOptions();
        var name = new Argument<string>("step") { HelpName = "STEP", Description = "One of " + string.Join(", ", Steps.Keys) + "." };
        name.AcceptOnlyFromAmong([.. Steps.Keys]);
        var folder = new Argument<string>("folder") { HelpName = "FOLDER", Description = "Folder of a run, with plan.json." };
        var command = new Command("step", "Run one step of a build by itself, on the folder of a run.") { name, folder };
        install.AddTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var run = new FolderRunStore(line.GetRequiredValue(folder));
                var plan = await run.ReadJsonAsync(RunFiles.Plan, PipelineJson.Default.BuildPlan, cancellationToken);
                await RunAsync(line, context, plan, run, line.GetRequiredValue(name), install.Read(line), cancellationToken);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task RunAsync(
        ParseResult line,
        CliContext context,
        BuildPlan plan,
        FolderRunStore run,
        string name,
        BuildSwitches switches,
        CancellationToken cancellationToken
    )
    {
        var choice = await InterpreterChoice.MakeAsync(
            plan,
            switches.Interpreter,
            switches.AllowUnproven,
            context.Interpreters,
            cancellationToken
        );
        var scratch = Directory.CreateTempSubdirectory("layer-pipeline-step-");
        try
        {
            var steps = new LocalSteps(plan, choice, switches, run, scratch.FullName);
            var output = OutputOptions.From(line, context);
            await output.StepAsync(name, _ => Steps[name](steps, run, output, cancellationToken), result => result);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string Count(ProbeReport report) =>
        $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
        + $"{report.Behaviours.Count(behaviour => behaviour.Ok)} of {report.Behaviours.Count} behaviours work";

    private static string Judge(Judgement judgement) =>
        judgement.Verdict == Verdict.Stop
            ? throw ImportRegressionException.Of(judgement)
            : $"{judgement.Regressions.Count} regressions: {(judgement.Verdict == Verdict.Repair ? "prune again" : "record")}";
}
