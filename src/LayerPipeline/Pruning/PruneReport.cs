using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning;

/// <summary>prune.json: every entry of raw.zip, kept, changed or removed, with the rule, the reason and the bytes.</summary>
public sealed record PruneReport
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Which rules were applied, as <see cref="RuleSet.Version"/>.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>Tiers that were entered, lowest first.</summary>
    public required IReadOnlyList<string> Tiers { get; init; }

    /// <summary>Whether files that the raw probe opened or that kept modules import were kept against rules.</summary>
    public required bool Evidence { get; init; }

    /// <summary>Unzipped bytes of raw.zip.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Unzipped bytes of layer.zip.</summary>
    public required long BytesAfter { get; init; }

    /// <summary>What the layer was fitted to.</summary>
    public PruneBudget? Budget { get; init; }

    /// <summary>The way to the budget, one step a tier, lowest first.</summary>
    public IReadOnlyList<TierStep> Steps
    {
        get => field ?? [];
        init;
    }

    /// <summary>What can be done where the layer does not fit with all that is allowed; empty where it fits.</summary>
    public IReadOnlyList<WayOn> Ways
    {
        get => field ?? [];
        init;
    }

    /// <summary>The first of the ways on that was tried and makes the layer fit; null where none does, or the layer fits.</summary>
    public FittingWay? Fitting { get; init; }

    /// <summary>Globs of prune.keep and prune.drop that no file matches.</summary>
    public IReadOnlyList<string> Unmatched
    {
        get => field ?? [];
        init;
    }

    /// <summary>The layer's bytecode, which raw.zip does not have; null where the request wants none, or where there is none.</summary>
    public BytecodeTotal? Bytecode { get; init; }

    /// <summary>What the layer keeps compressed; null where it has no cold store.</summary>
    public ColdReport? Cold { get; init; }

    /// <summary>Totals by rule, in the order of the rules.</summary>
    public required IReadOnlyList<RuleTotal> Rules { get; init; }

    /// <summary>Totals by distribution, largest first.</summary>
    public required IReadOnlyList<DistributionTotal> Distributions { get; init; }

    /// <summary>Every entry, by ordinal order of names.</summary>
    public required IReadOnlyList<EntryDecision> Entries { get; init; }
}
