namespace LayerPipeline.Comparing;

/// <summary>A distribution's version or licence in two layers.</summary>
/// <param name="Name">The distribution.</param>
/// <param name="Before">In the old layer; null where it is not there, or nothing says so.</param>
/// <param name="After">In the new layer, likewise.</param>
public sealed record ChangedValue(string Name, string? Before, string? After);
