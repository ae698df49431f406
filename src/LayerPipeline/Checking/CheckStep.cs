using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;

namespace LayerPipeline.Checking;

/// <summary>Check: reads plan.json, baseline.json, prune.json and layer.zip of a run; writes check.json.</summary>
public static class CheckStep
{
    /// <summary>Asks every gate.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What check.json says; nothing is thrown for a failed gate.</returns>
    public static async Task<CheckReport> RunAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        return await RunAsync(run, plan, baseline, cancellationToken);
    }

    /// <summary>Asks every gate; for who has read the larger files already.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="plan">What plan.json says.</param>
    /// <param name="baseline">What baseline.json says; null where it is not there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What check.json says; nothing is thrown for a failed gate.</returns>
    /// <exception cref="PackagesChangedException">The baseline proves nothing.</exception>
    public static async Task<CheckReport> RunAsync(
        IRunStore run,
        BuildPlan plan,
        ProbeReport? baseline,
        CancellationToken cancellationToken
    )
    {
        baseline?.ThrowIfChanged();
        var pruned = await run.TryReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        await using var archive = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        var layer = await LayerReading.ReadAsync(archive, plan.Target, cancellationToken);
        var budget = plan.Request.Budget;
        var facts = layer with
        {
            OtherLayersBytes = budget.OtherLayersBytes ?? 0,
            UnknownLayers = budget.OtherLayersBytes is null ? budget.OtherLayers.Count : 0,
            Ways = pruned?.Ways ?? [],
            Fitting = pruned?.Fitting,
            Loading = LoadingEvidence.Of(
                baseline,
                plan.Requested,
                [.. plan.Request.AllowBroken.Select(RequirementName.Normalize)],
                layer.DistributionOf
            ),
        };
        var report = LayerGates.Check(facts);
        if (baseline is not null)
        {
            var install = await run.TryReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
            report = report with
            {
                Gates = [.. report.Gates, .. BaselineGates.Check(new BaselineFacts(plan, install, pruned, baseline, facts))],
            };
        }

        await run.WriteJsonAsync(RunFiles.Check, report, CheckingJson.Default.CheckReport, cancellationToken);
        return report;
    }
}
