using System.Diagnostics;
using LayerPipeline.Archives;
using LayerPipeline.Cli.Output;
using LayerPipeline.Gates;
using LayerPipeline.Installing;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Publishing;
using LayerPipeline.Repairing;
using LayerPipeline.Requests;
using LayerPipeline.Runs;

namespace LayerPipeline.Cli.Local;

/// <summary>The pipeline's order on one machine: one plan, from pip to manifest.json, in a workspace.</summary>
/// <param name="plan">The plan.</param>
/// <param name="choice">The interpreter.</param>
/// <param name="switches">What the command line says beside the request.</param>
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
    private readonly FolderRunStore _run = new(workspace.Folder);
    private readonly LocalProbe _probe = new(choice.Interpreter, workspace.Scratch);
    private readonly PruneStep _prune = new(RuleSet.Shipped);
    private readonly CheckStep _check = new(RuleSet.Shipped);

    /// <summary>Builds.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunAsync(CancellationToken cancellationToken)
    {
        await _run.WriteJsonAsync(RunFiles.Plan, plan, PipelineJson.Default.BuildPlan, cancellationToken);
        await InstallAsync(cancellationToken);
        var baseline = choice.Unproven is null ? await ProbeRawAsync(cancellationToken) : null;
        await PruneUntilProvenAsync(baseline, cancellationToken);
        return await RecordStep.RunAsync(_run, layerVersionArn: null, cancellationToken);
    }

    /// <summary>Builds from the files of a run that was installed and probed before.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunFromInstalledAsync(CancellationToken cancellationToken)
    {
        var baseline = await _run.TryReadJsonAsync(RunFiles.Baseline, PipelineJson.Default.ProbeReport, cancellationToken);
        await PruneUntilProvenAsync(choice.Unproven is null ? baseline : null, cancellationToken);
        return await RecordStep.RunAsync(_run, layerVersionArn: null, cancellationToken);
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        await output.StepAsync(
            "Install",
            async progress =>
            {
                var report = await new PipInstall(plan, choice, switches.Pip).RunAsync(workspace.Scratch, progress, cancellationToken);
                await _run.WriteJsonAsync(RunFiles.Install, report, PipelineJson.Default.InstallReport, cancellationToken);
                return report;
            },
            report => $"{report.Distributions.Count} distributions with pip {report.Pip} of Python {choice.Interpreter.Version}"
        );
        await output.StepAsync("Pack", _ => PackRawAsync(cancellationToken), bytes => $"{bytes:N0} bytes into {RunFiles.Raw}");
    }

    private async Task<long> PackRawAsync(CancellationToken cancellationToken)
    {
        await using var raw = await _run.CreateAsync(RunFiles.Raw, cancellationToken);
        var bytes = await FolderArchive.PackAsync(RawTree, LayerTree.Prefix, raw.Content, cancellationToken);
        await raw.CommitAsync(cancellationToken);
        return bytes;
    }

    private string RawTree => Path.Combine(workspace.Scratch, PipArguments.Target);

    private Task<ProbeReport> ProbeRawAsync(CancellationToken cancellationToken) =>
        output.StepAsync(
            "Probe raw",
            async _ =>
            {
                var report = await _probe.RunAsync(RawTree, ProbeMode.Baseline, baseline: null, plan.Request.Probes, cancellationToken);
                await _run.WriteJsonAsync(RunFiles.Baseline, report, PipelineJson.Default.ProbeReport, cancellationToken);
                return report;
            },
            Counts
        );

    private async Task PruneUntilProvenAsync(ProbeReport? baseline, CancellationToken cancellationToken)
    {
        var options = new PruneOptions { UseEvidence = switches.UseEvidence };
        while (true)
        {
            await output.StepAsync(
                "Prune",
                _ => _prune.RunAsync(_run, options, cancellationToken),
                report => $"{report.BytesBefore:N0} → {report.BytesAfter:N0} bytes"
            );
            await output.StepAsync("Check", _ => CheckAsync(cancellationToken), check => $"{check.Gates.Count} gates, none failed");
            if (baseline is null)
            {
                return;
            }

            await ProbeLayerAsync(baseline, cancellationToken);
            var judgement = await JudgeStep.RunAsync(_run, cancellationToken);
            if (judgement.Verdict == Verdict.Publish)
            {
                return;
            }

            if (judgement.Verdict == Verdict.Stop)
            {
                throw ImportRegressionException.Of(judgement);
            }

            var round = judgement.Log.Rounds[^1];
            output.Say(
                $"Repair     round {judgement.Log.Rounds.Count}: {round.FailureCount} regressions, {round.Restored.Count} files put back"
                    + (round.TakenBack.Count > 0 ? $", {round.TakenBack.Count} taken out again" : "")
            );
        }
    }

    private async Task<CheckReport> CheckAsync(CancellationToken cancellationToken)
    {
        var check = await _check.RunAsync(_run, cancellationToken);
        check.ThrowIfFailed();
        return check;
    }

    private Task<ProbeReport> ProbeLayerAsync(ProbeReport baseline, CancellationToken cancellationToken) =>
        output.StepAsync(
            "Probe layer",
            async _ =>
            {
                var folder = Path.Combine(workspace.Scratch, "layer");
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                await using (var layer = await _run.OpenAsync(RunFiles.Layer, cancellationToken))
                {
                    await FolderArchive.UnpackAsync(layer!, folder, cancellationToken);
                }

                var tree = Path.Combine(folder, LayerTree.Prefix.TrimEnd('/'));
                var report = await _probe.RunAsync(tree, ProbeMode.Candidate, baseline, plan.Request.Probes, cancellationToken);
                await _run.WriteJsonAsync(RunFiles.Candidate, report, PipelineJson.Default.ProbeReport, cancellationToken);
                return report;
            },
            Counts
        );

    private static string Counts(ProbeReport report) =>
        $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
        + $"{report.Behaviours.Count(behaviour => behaviour.Ok)} of {report.Behaviours.Count} behaviours work";
}
