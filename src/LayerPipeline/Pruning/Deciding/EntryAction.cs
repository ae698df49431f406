namespace LayerPipeline.Pruning.Deciding;

/// <summary>What became of an entry of raw.zip.</summary>
public enum EntryAction
{
    /// <summary>It is in the layer as it was.</summary>
    Kept,

    /// <summary>It is in the layer, smaller or adjusted; the original is in pruned.zip.</summary>
    Trimmed,

    /// <summary>It is in pruned.zip only.</summary>
    Removed,
}
