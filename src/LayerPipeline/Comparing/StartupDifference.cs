namespace LayerPipeline.Comparing;

/// <summary>How long importing a distribution takes from both layers, in seconds.</summary>
/// <param name="Name">The distribution.</param>
/// <param name="OldSeconds">From the old layer; null where it was not measured.</param>
/// <param name="NewSeconds">From the new layer; null where it was not measured.</param>
public sealed record StartupDifference(string Name, double? OldSeconds, double? NewSeconds);
