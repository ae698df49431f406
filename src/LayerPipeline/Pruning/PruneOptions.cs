namespace LayerPipeline.Pruning;

/// <summary>How a prune differs from what the plan says.</summary>
public sealed record PruneOptions
{
    /// <summary>What the plan says.</summary>
    public static PruneOptions Default { get; } = new();

    /// <summary>False for the development switch that lets only rules decide, to show what Repair fixes.</summary>
    public bool UseEvidence { get; init; } = true;
}
