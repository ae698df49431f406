using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning;

/// <summary>
/// Prune: reads plan.json, raw.zip, baseline.json and repair.json of a run; writes layer.zip, pruned.zip and prune.json.
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
        var opening = Task.Run(() => RawPackages.OpenAsync(run, cancellationToken), cancellationToken);
        var reading = ReadAsync(run, options, cancellationToken);
        try
        {
            await Task.WhenAll(reading, opening).ConfigureAwait(false);
        }
        catch when (opening.IsCompletedSuccessfully)
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var (plan, evidence, repair) = await reading.ConfigureAwait(false);
        var raw = await opening.ConfigureAwait(false);
        await using (raw.ConfigureAwait(false))
        {
            var planner = new PrunePlanner(rules, plan.Request.Prune, evidence, repair.Reasons);
            var decisions = planner.Decide(raw.Directory.Entries);
            (var entered, decisions, var files) = await new TierLadder(plan, raw)
                .WriteAsync(run, decisions, cancellationToken)
                .ConfigureAwait(false);
            await using (files.ConfigureAwait(false))
            {
                await files.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            var report = PruneSummary.Make(rules, entered, options, decisions) with
            {
                Unmatched = planner.Unmatched(raw.Directory.Entries),
            };
            await run.WriteJsonAsync(RunFiles.Prune, report, PruningJson.Default.PruneReport, cancellationToken).ConfigureAwait(false);
            return report;
        }
    }

    private static async Task<(BuildPlan Plan, Evidence Evidence, RepairLog Repair)> ReadAsync(
        IRunStore run,
        PruneOptions options,
        CancellationToken cancellationToken
    )
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken).ConfigureAwait(false);
        var evidence = await EvidenceAsync(run, options, cancellationToken).ConfigureAwait(false);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken).ConfigureAwait(false);
        return (plan, evidence, repair ?? new RepairLog());
    }

    private static async ValueTask<Evidence> EvidenceAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        if (!options.UseEvidence)
        {
            return Evidence.None;
        }

        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken)
            .ConfigureAwait(false);
        if (baseline is not null)
        {
            return new Evidence(baseline);
        }

        var install = await run.TryReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken)
            .ConfigureAwait(false);
        return install is { Foreign: true }
            ? Evidence.None
            : throw new RunFileException(
                $"{RunFiles.Baseline} is missing from the run, so there is no evidence to prune by; run Probe first, or give --no-evidence."
            );
    }
}
