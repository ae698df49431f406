using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning;

/// <summary>What Prune reads in addition to raw.zip.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Install">What pip installed; null where the run does not say.</param>
/// <param name="Baseline">The probe of the untouched packages; null where there is none.</param>
/// <param name="Evidence">What the raw probe says is needed.</param>
/// <param name="Repair">What was restored.</param>
internal sealed record PruneInputs(BuildPlan Plan, InstallReport? Install, ProbeReport? Baseline, Evidence Evidence, RepairLog Repair)
{
    /// <summary>What the entries of raw.zip are.</summary>
    public EntryKinds Kinds { get; init; } = EntryKinds.None;

    /// <summary>Which distribution installed which entry of raw.zip.</summary>
    public FileOwners Owners { get; init; } = new();

    /// <summary>Decides by all that.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="request">How far pruning may go.</param>
    public PrunePlanner Planner(RuleSet rules, PruneRequest request) =>
        new(rules, request, Evidence, Repair.Reasons, Plan.Request.Data) { Kinds = Kinds, Owners = Owners };
}
