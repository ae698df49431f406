using LayerPipeline.Archives;
using LayerPipeline.Installing;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Repairing;

namespace LayerPipeline.Runs;

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
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PipelineJson.Default.BuildPlan, cancellationToken).ConfigureAwait(false);
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

        var (evidence, repair) = await reading.ConfigureAwait(false);
        var packages = await opening.ConfigureAwait(false);
        await using (packages.ConfigureAwait(false))
        {
            var planner = new PrunePlanner(rules, plan.Request.Prune, evidence, repair.Reasons);
            var decisions = planner.Decide(packages.Directory.Entries, packages.Distributions.Find);
            var ladder = new TierLadder(plan, packages.File, packages.Directory, packages.Distributions);
            (var entered, decisions, var layer) = await ladder.WriteAsync(run, decisions, cancellationToken).ConfigureAwait(false);
            await using (layer.ConfigureAwait(false))
            {
                // S3 takes a while to put the parts of a layer together.
                var committed = layer.CommitAsync(cancellationToken).AsTask();
                var pruned = WritePrunedAsync(run, packages.File, packages.Directory, decisions, cancellationToken);
                await Task.WhenAll(committed, pruned).ConfigureAwait(false);
            }

            var report = PruneSummary.Make(rules, entered, options, decisions);
            await run.WriteJsonAsync(RunFiles.Prune, report, PipelineJson.Default.PruneReport, cancellationToken).ConfigureAwait(false);
            return report;
        }
    }

    private static async Task<(Evidence Evidence, RepairLog Repair)> ReadAsync(
        IRunStore run,
        PruneOptions options,
        CancellationToken cancellationToken
    )
    {
        var evidence = await EvidenceAsync(run, options, cancellationToken).ConfigureAwait(false);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PipelineJson.Default.RepairLog, cancellationToken).ConfigureAwait(false);
        return (evidence, repair ?? new RepairLog());
    }

    private static async ValueTask<Evidence> EvidenceAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        if (!options.UseEvidence)
        {
            return Evidence.None;
        }

        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, PipelineJson.Default.ProbeReport, cancellationToken)
            .ConfigureAwait(false);
        if (baseline is not null)
        {
            return new Evidence(baseline);
        }

        var install = await run.TryReadJsonAsync(RunFiles.Install, PipelineJson.Default.InstallReport, cancellationToken)
            .ConfigureAwait(false);
        return install is { Foreign: true }
            ? Evidence.None
            : throw new RunFileException(
                $"{RunFiles.Baseline} is missing from the run, so there is no evidence to prune by; run Probe first, or give --no-evidence."
            );
    }

    private static async Task WritePrunedAsync(
        IRunStore run,
        IRunFile raw,
        ZipDirectory directory,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var output = await run.CreateAsync(RunFiles.Pruned, cancellationToken).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            await PrunedWriter.WriteAsync(raw, directory, decisions, output.Content, cancellationToken).ConfigureAwait(false);
            await output.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
