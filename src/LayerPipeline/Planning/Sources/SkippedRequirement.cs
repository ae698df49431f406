namespace LayerPipeline.Planning.Sources;

/// <summary>Something in a source that has no effect for the plan's runtime.</summary>
/// <param name="Where">Where it was written, for example <c>requirements.txt, line 7</c>.</param>
/// <param name="What">What was written, shortened.</param>
/// <param name="Why">Why it has no effect.</param>
public sealed record SkippedRequirement(string Where, string What, string Why);
