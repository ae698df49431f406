namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What the tiers leave of a shared library.</summary>
/// <param name="Trimmed">Bytes without what is never loaded.</param>
/// <param name="Smallest">Bytes with every tier that changes libraries.</param>
internal readonly record struct LibrarySize(long Trimmed, long Smallest)
{
    /// <summary>Bytes that the tiers above trim save.</summary>
    public long Saving => Trimmed - Smallest;
}
