namespace LayerPipeline.Checking.Gates;

/// <summary>What a tier that was not allowed would save.</summary>
/// <param name="Tier">The tier's name.</param>
/// <param name="Bytes">Unzipped bytes of what it removes; null where it changes libraries, which tells only when it is tried.</param>
internal sealed record NextTier(string Tier, long? Bytes);
