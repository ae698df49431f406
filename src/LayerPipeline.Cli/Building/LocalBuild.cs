using LayerPipeline.Cli.Folders;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Cli.Output;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Judging;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Building;

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
    private readonly LocalSteps _steps = new(plan, choice, switches, new FolderRunStore(workspace.Folder), workspace.Scratch);

    private bool CanProbe => choice.WhyUnproven is null;

    /// <summary>Builds.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunAsync(CancellationToken cancellationToken)
    {
        await _run.WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var (_, missing) = await output.StepAsync(
            "Install",
            progress => _steps.InstallAsync(progress, cancellationToken),
            done =>
                $"{Plural.Of(done.Report.Distributions.Count, "distribution")} with pip {done.Report.Pip} of Python {choice.Interpreter.Version}"
        );
        foreach (var warning in missing)
        {
            output.Warn(warning);
        }

        var packed = await output.StepAsync(
            CanProbe ? "Probe raw" : "Pack",
            _ => PackAndProbeAsync(cancellationToken),
            done => $"{done.Bytes:N0} bytes in {RunFiles.Raw}" + (done.Baseline is { } baseline ? $"; {Counts(baseline)}" : "")
        );
        if (packed.Baseline is { } probed)
        {
            WarnOfProbes(probed);
        }

        return await RunFromInstalledAsync(cancellationToken);
    }

    /// <summary>A probe of the request that fails before anything is removed proves nothing; most often it is misspelt.</summary>
    private void WarnOfProbes(ProbeReport baseline)
    {
        foreach (var probe in baseline.Behaviours.Where(behaviour => !behaviour.Ok && behaviour.IsOfRequest))
        {
            output.Warn(
                $"probes: number {probe.Id[ProbeResult.RequestPrefix.Length..]} fails on the untouched packages already, so it proves nothing: "
                    + probe.Reason
            );
        }
    }

    /// <summary>Builds from the files of a run that was installed and probed before.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What manifest.json says.</returns>
    public async Task<LayerManifest> RunFromInstalledAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; !await RoundAsync(round, cancellationToken); round++) { }

        return await RecordStep.RunAsync(_run, layerVersionArn: null, cancellationToken);
    }

    /// <summary>Packs and probes side by side: both only read what pip left, and a probe leaves processors idle now and then.</summary>
    private async Task<(long Bytes, ProbeReport? Baseline)> PackAndProbeAsync(CancellationToken cancellationToken)
    {
        var pack = _steps.PackAsync(cancellationToken);
        var probe = CanProbe ? _steps.ProbeRawAsync(cancellationToken) : null;
        await Task.WhenAll(pack, probe ?? Task.CompletedTask);
        return (await pack, probe is null ? null : await probe);
    }

    /// <summary>Prunes, checks and probes once; true when the layer can be recorded.</summary>
    private async Task<bool> RoundAsync(int round, CancellationToken cancellationToken)
    {
        var pruned = await output.StepAsync(
            "Prune",
            _ => LocalSteps.PruneAsync(_run, switches, cancellationToken),
            report => $"{report.BytesBefore:N0} → {report.BytesAfter:N0} bytes"
        );
        if (round == 0)
        {
            output.WarnOfGlobs(pruned);
        }

        await output.StepAsync(
            "Check",
            _ => LocalSteps.CheckAsync(_run, cancellationToken),
            check => $"{check.Gates.Count} gates, none failed"
        );
        if (!CanProbe)
        {
            return true;
        }

        await output.StepAsync("Probe layer", _ => _steps.ProbeLayerAsync(cancellationToken), Counts);
        var judgement = await JudgeStep.RunAsync(_run, cancellationToken);
        if (judgement.Verdict == Verdict.Stop)
        {
            throw ImportRegressionException.Of(judgement);
        }

        if (judgement.NotComparable.Count > 0)
        {
            output.Warn(NotComparable(judgement.NotComparable));
        }

        if (judgement.Verdict == Verdict.Repair)
        {
            Tell(judgement.Log);
        }

        return judgement.Verdict == Verdict.Publish;
    }

    private static string NotComparable(IReadOnlyList<string> behaviours) =>
        $"the numbers of {Plural.Of(behaviours.Count, "behaviour")} are not comparable: the baseline was made on a processor with other features; "
        + $"probe raw and layer on one machine to prove them ({string.Join(", ", behaviours.Take(3))}{(behaviours.Count > 3 ? ", ..." : "")})";

    private void Tell(RepairLog log)
    {
        var round = log.Rounds[^1];
        var takenBack = round.TakenBack.Count > 0 ? $", {round.TakenBack.Count} taken out again" : "";
        output.Say(
            $"Repair      round {log.Rounds.Count}: {round.FailureCount} regressions, {round.Restored.Count} files put back{takenBack}"
        );
    }

    private static string Counts(ProbeReport report) =>
        $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import, "
        + $"{report.Behaviours.Count(behaviour => behaviour.Ok)} of {report.Behaviours.Count} behaviours work";
}
