namespace LayerPipeline.Analyzing;

/// <summary>What a tier would save.</summary>
/// <param name="Tier">The tier's name.</param>
/// <param name="Bytes">Unzipped bytes.</param>
/// <param name="Files">Files that it removes or makes smaller.</param>
/// <param name="IsOnDemand">Whether a build enters it only as far as the budget requires, so that this is the most that it saves.</param>
/// <param name="Parts">What it consists of: rules, and libraries that it changes taken together.</param>
public sealed record TierSaving(string Tier, long Bytes, int Files, bool IsOnDemand, IReadOnlyList<SavingPart> Parts);
