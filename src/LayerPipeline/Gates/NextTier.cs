namespace LayerPipeline.Gates;

/// <summary>What a tier that was not allowed would save.</summary>
/// <param name="Tier">The tier's name.</param>
/// <param name="Bytes">Unzipped bytes.</param>
public sealed record NextTier(string Tier, long Bytes);
