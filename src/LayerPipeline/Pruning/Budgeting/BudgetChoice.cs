using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What was chosen for the budget, ready to be written.</summary>
internal sealed record BudgetChoice
{
    /// <summary>What was decided of each entry.</summary>
    public required IReadOnlyList<EntryDecision> Decisions { get; init; }

    /// <summary>The highest tier that is entered.</summary>
    public required Tier Entered { get; init; }

    /// <summary>The passes where they are prepared already; null where those of the tier are to be.</summary>
    public PreparedPasses? Passes { get; init; }

    /// <summary>What goes beyond the tiers that are always entered.</summary>
    public OnDemand OnDemand { get; init; } = OnDemand.None;

    /// <summary>Why an allowed tier that is needed can't be entered; null where none is.</summary>
    public string? NoUnused { get; init; }

    /// <summary>What was measured; null where the answer was plain without.</summary>
    public LayerForecast? Forecast { get; init; }
}
