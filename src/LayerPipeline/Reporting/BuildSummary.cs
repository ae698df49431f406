using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Reporting;

/// <summary>All that the end of a build shows; the command line writes it as JSON as it is.</summary>
public sealed record BuildSummary
{
    /// <summary>What manifest.json says.</summary>
    public required LayerManifest Manifest { get; init; }

    /// <summary>Whether the runtime is a public preview, which may still change.</summary>
    public bool IsPreview { get; init; }

    /// <summary>What the layer was fitted to; null in a run of an earlier version.</summary>
    public PruneBudget? Budget { get; init; }

    /// <summary>The way to the budget, one step a tier.</summary>
    public required IReadOnlyList<TierStep> Steps { get; init; }

    /// <summary>Totals by rule.</summary>
    public required IReadOnlyList<RuleTotal> Rules { get; init; }

    /// <summary>Totals by distribution.</summary>
    public required IReadOnlyList<DistributionTotal> Distributions { get; init; }

    /// <summary>Files kept against a rule, with the reason.</summary>
    public required IReadOnlyList<EntryDecision> KeptAgainstRules { get; init; }

    /// <summary>What failed on the untouched packages already.</summary>
    public required IReadOnlyList<ProbeResult> FailedBefore { get; init; }

    /// <summary>Rounds of Repair.</summary>
    public required IReadOnlyList<RepairRound> RepairRounds { get; init; }

    /// <summary>What pip warned of while it installed.</summary>
    public required IReadOnlyList<string> InstallWarnings { get; init; }

    /// <summary>Folder with the files.</summary>
    public required string Folder { get; init; }

    /// <summary>Files written, with their lengths in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>Commands that publish the layer.</summary>
    public required IReadOnlyList<string> PublishCommands { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public double Seconds { get; init; }

    /// <summary>Reads it from the files of a run that is recorded.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="manifest">What manifest.json says.</param>
    /// <param name="destination">Folder that the files will be in.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The summary, without the time that the build took.</returns>
    public static async Task<BuildSummary> ReadAsync(
        FolderRunStore run,
        BuildPlan plan,
        LayerManifest manifest,
        string destination,
        CancellationToken cancellationToken
    )
    {
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        IEnumerable<ProbeResult> probed = baseline is null ? [] : baseline.Modules.Concat(baseline.Behaviours);
        return new BuildSummary
        {
            Manifest = manifest,
            IsPreview = plan.Runtime.IsPreview,
            Budget = pruned.Budget,
            Steps = pruned.Steps,
            Rules = pruned.Rules,
            Distributions = pruned.Distributions,
            KeptAgainstRules = [.. pruned.Entries.Where(entry => entry.Action != EntryAction.Removed && entry.Rule is not null)],
            FailedBefore = [.. probed.Where(result => !result.Ok && !result.Lacks(plan.ProbeArguments.ProvidedModules))],
            RepairRounds = repair?.Rounds ?? [],
            InstallWarnings = install.Warnings,
            Folder = destination,
            Files = new DirectoryInfo(run.Folder)
                .EnumerateFiles()
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .ToDictionary(file => file.Name, file => file.Length, StringComparer.Ordinal),
            PublishCommands = PublishCommand.Make(plan, Path.Combine(destination, RunFiles.Layer), manifest.ZipBytes),
        };
    }
}
