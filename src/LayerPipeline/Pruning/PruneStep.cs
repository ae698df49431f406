using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning;

/// <summary>
/// Prune: reads plan.json, raw.zip, baseline.json (install.json where there is none), bytecode.zip and repair.json of a run; writes
/// layer.zip, pruned.zip and prune.json.
/// Entries go from zip to zip compressed as they are; only what changes is inflated.
/// </summary>
/// <param name="rules">The rules.</param>
public sealed class PruneStep(RuleSet rules)
{
    /// <summary>Prunes.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="options">How the prune differs from the plan.</param>
    /// <param name="cancellationToken">Stops the call; nothing half-written is left.</param>
    /// <returns>What prune.json says.</returns>
    /// <exception cref="RunFileException">A file of the run is missing or malformed.</exception>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<PruneReport> RunAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => OpenedRaw.OpenAsync(run, cancellationToken), cancellationToken);
        var reading = ReadAsync(run, options, cancellationToken);
        try
        {
            await Task.WhenAll(reading, opening);
        }
        catch when (opening.IsCompletedSuccessfully)
        {
            await (await opening).DisposeAsync();
            throw;
        }

        var (plan, evidence, baseline, repair) = await reading;
        await using var raw = await opening;
        await using var fill = await BytecodeFill.OpenAsync(run, plan, baseline, cancellationToken);
        var planner = new PrunePlanner(rules, plan.Request.Prune, evidence, repair.Reasons);
        var decisions = planner.Decide(raw.Directory.Entries);
        decisions = fill?.ReplaceSources(decisions) ?? decisions;
        var split = new BudgetedSplit(plan, raw, written => fill?.RequiredBytes(written) ?? 0);
        (var entered, decisions, var files) = await split.WriteAsync(run, decisions, cancellationToken);
        FilledBytecode? filled = null;
        await using (files)
        {
            filled = fill is null ? null : await fill.WriteAsync(files.Layer, decisions, cancellationToken);
            await files.CommitAsync(cancellationToken);
        }

        var report = PruneSummary.Make(rules, entered, options, decisions, filled) with
        {
            Unmatched = planner.Unmatched(raw.Directory.Entries),
        };
        await run.WriteJsonAsync(RunFiles.Prune, report, PruningJson.Default.PruneReport, cancellationToken);
        return report;
    }

    private static async Task<(BuildPlan Plan, Evidence Evidence, ProbeReport? Baseline, RepairLog Repair)> ReadAsync(
        IRunStore run,
        PruneOptions options,
        CancellationToken cancellationToken
    )
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var evidence = await EvidenceAsync(run, baseline, options, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        return (plan, evidence, baseline, repair ?? new RepairLog());
    }

    private static async ValueTask<Evidence> EvidenceAsync(
        IRunStore run,
        ProbeReport? baseline,
        PruneOptions options,
        CancellationToken cancellationToken
    )
    {
        if (!options.UseEvidence)
        {
            return Evidence.None;
        }

        if (baseline is not null)
        {
            return new Evidence(baseline);
        }

        var install = await run.TryReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        return install is { Foreign: true }
            ? Evidence.None
            : throw new RunFileException(
                $"{PipelineSteps.Missing(RunFiles.Baseline).Message} Without it there is no evidence to prune by; --no-evidence prunes by rules alone."
            );
    }
}
