namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What became of a tier.</summary>
public enum TierState
{
    /// <summary>It was entered.</summary>
    Entered,

    /// <summary>It is allowed, and the layer fits without it.</summary>
    NotNeeded,

    /// <summary>It is above the request's <c>prune.upTo</c>.</summary>
    NotAllowed,

    /// <summary>It is allowed and needed, and can't be entered here.</summary>
    NotPossible,
}
