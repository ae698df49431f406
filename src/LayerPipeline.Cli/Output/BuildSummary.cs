using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Output;

/// <summary>All that the end of a build shows; <c>--json</c> writes it as it is.</summary>
internal sealed record BuildSummary
{
    /// <summary>What manifest.json says.</summary>
    public required LayerManifest Manifest { get; init; }

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

    /// <summary>Folder with the files.</summary>
    public required string Folder { get; init; }

    /// <summary>Files written, with their lengths in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>Commands that publish the layer.</summary>
    public required IReadOnlyList<string> PublishCommands { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public required double Seconds { get; init; }
}
