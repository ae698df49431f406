using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Building;

/// <summary>A build on one machine: runs <see cref="PipelineSteps"/> in a workspace and shows what each step says.</summary>
/// <param name="plan">The plan.</param>
/// <param name="choice">The interpreter.</param>
/// <param name="switches">What the command line says in addition to the request.</param>
/// <param name="workspace">Where it happens.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LocalBuild(
    BuildPlan plan,
    InterpreterChoice choice,
    BuildSwitches switches,
    RunWorkspace workspace,
    IBuildOutput output
)
{
    private readonly LocalRun _run = new(plan, choice, switches, new FolderRunStore(workspace.Folder), workspace.Scratch)
    {
        PacksBesideProbe = choice.WhyUnproven is null,
    };

    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>Builds.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunAsync(CancellationToken cancellationToken)
    {
        await _run.Files.WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, cancellationToken);
        return await RunFromAsync(PipelineSteps.Install, cancellationToken);
    }

    /// <summary>Builds from a step on, in a run that holds the files that the step reads.</summary>
    /// <param name="first">The step.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunFromAsync(PipelineStep first, CancellationToken cancellationToken)
    {
        var clearing = Task.CompletedTask;
        try
        {
            for (PipelineStep? step = first; step is not null; )
            {
                // Record is the last step and reads files of the run alone; trees of some hundred megabytes take as long to remove.
                clearing = step == PipelineSteps.Record ? Task.Run(workspace.Clear, cancellationToken) : clearing;
                var outcome = IsPossible(step) ? await RunAsync(step, cancellationToken) : null;
                step = PipelineSteps.After(step, outcome is { Repair: true });
            }
        }
        finally
        {
            await clearing;
        }

        return await _run.Files.ReadJsonAsync(RunFiles.Manifest, RecordingJson.Default.LayerManifest, cancellationToken);
    }

    /// <summary>
    /// Without the runtime's Python nothing is probed, and there is nothing to judge. The same Python on another kind of machine still
    /// reads and compiles sources.
    /// </summary>
    private bool IsPossible(PipelineStep step) => (switches.Measures || step != PipelineSteps.Measure) && IsPossibleHere(step);

    private bool IsPossibleHere(PipelineStep step) =>
        choice.WhyUnproven is null
        || (step == PipelineSteps.ProbeRaw && choice.Compiles(plan.Target))
        || !(step.RunsPackages || step == PipelineSteps.Judge);

    private async Task<StepOutcome> RunAsync(PipelineStep step, CancellationToken cancellationToken)
    {
        var local = LocalSteps.Of(step);
        // What Judge and Record say is in the summary, but for a repair, which explains why Prune comes again.
        if (step == PipelineSteps.Judge || step == PipelineSteps.Record)
        {
            var judged = await local.RunAsync(_run, _ => { }, cancellationToken);
            Warn(judged);
            if (judged.Repair)
            {
                output.Say($"Repair      {judged.Text}");
            }

            return judged;
        }

        var outcome = await output.StepAsync(
            step.Title,
            progress => local.RunAsync(_run, progress, cancellationToken),
            outcome => outcome.Text
        );
        Warn(outcome);
        return outcome;
    }

    /// <summary>A step that runs again after a repair says nothing twice.</summary>
    private void Warn(StepOutcome outcome)
    {
        foreach (var warning in outcome.Warnings.Where(_warnings.Add))
        {
            output.Warn(warning);
        }
    }
}
