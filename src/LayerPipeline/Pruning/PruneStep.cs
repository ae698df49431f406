using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning;

/// <summary>
/// Prune: reads plan.json, raw.zip, baseline.json (install.json where there is none) and repair.json of a run; writes layer.zip,
/// pruned.zip and prune.json.
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

        var (plan, evidence, repair) = await reading;
        await using var raw = await opening;
        var planner = new PrunePlanner(rules, plan.Request.Prune, evidence, repair.Reasons);
        var decisions = planner.Decide(raw.Directory.Entries);
        (var entered, decisions, var files) = await new BudgetedSplit(plan, raw).WriteAsync(run, decisions, cancellationToken);
        await using (files)
        {
            await files.CommitAsync(cancellationToken);
        }

        var report = PruneSummary.Make(rules, entered, options, decisions) with { Unmatched = planner.Unmatched(raw.Directory.Entries) };
        await run.WriteJsonAsync(RunFiles.Prune, report, PruningJson.Default.PruneReport, cancellationToken);
        return report;
    }

    private static async Task<(BuildPlan Plan, Evidence Evidence, RepairLog Repair)> ReadAsync(
        IRunStore run,
        PruneOptions options,
        CancellationToken cancellationToken
    )
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var evidence = await EvidenceAsync(run, options, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        return (plan, evidence, repair ?? new RepairLog());
    }

    private static async ValueTask<Evidence> EvidenceAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        if (!options.UseEvidence)
        {
            return Evidence.None;
        }

        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
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
