using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Checking;

/// <summary>Check: reads plan.json, prune.json and layer.zip of a run; writes check.json.</summary>
/// <param name="rules">The rules, to say what a higher tier would save.</param>
public sealed class CheckStep(RuleSet rules)
{
    /// <summary>Asks every gate.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What check.json says; nothing is thrown for a failed gate.</returns>
    public async Task<CheckReport> RunAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var pruned = await run.TryReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        await using var archive =
            await run.OpenAsync(RunFiles.Layer, cancellationToken)
            ?? throw new RunFileException($"{RunFiles.Layer} is missing from the run; Prune writes it.");
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        var distributions = await FileOwners.ReadAsync(archive, directory, cancellationToken);
        var files = await LayerReading.FilesAsync(archive, directory, cancellationToken);
        var layer = new LayerFacts
        {
            Files = files,
            Libraries = await LibraryReading.ReadAsync(archive, directory, files, cancellationToken),
            DistributionOf = distributions.Find,
            Runtime = plan.Runtime,
            Architecture = plan.Architecture,
            BudgetBytes = plan.BudgetBytes,
            Besides = plan.Request.Budget.Besides.Count,
            NextTier = pruned is null ? null : NextTierOf(plan, pruned),
        };
        var report = LayerGates.Check(layer);
        await run.WriteJsonAsync(RunFiles.Check, report, CheckingJson.Default.CheckReport, cancellationToken);
        return report;
    }

    private NextTier? NextTierOf(BuildPlan plan, PruneReport pruned)
    {
        var current = Tier.Find(plan.Request.Prune.UpTo) ?? Tier.Default;
        var next = Tier.All.FirstOrDefault(tier => tier.Order == current.Order + 1);
        if (next is null)
        {
            return null;
        }

        if (next.Order >= Tier.Trim.Order)
        {
            return new NextTier(next.Name, Bytes: null);
        }

        var bytes = pruned.Entries.Where(entry => entry.Action == EntryAction.Kept && Goes(entry.Path, next)).Sum(entry => entry.Bytes);
        return new NextTier(next.Name, bytes);
    }

    private bool Goes(string name, Tier tier) =>
        LayerTree.Below(name) is { } path && rules.Match(path, tier) is not null && rules.Protection(path) is null;
}
