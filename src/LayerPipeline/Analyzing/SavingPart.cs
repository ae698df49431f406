namespace LayerPipeline.Analyzing;

/// <summary>A part of what a tier would save.</summary>
/// <param name="Name">Id of a rule, or <c>libraries</c>.</param>
/// <param name="Bytes">Unzipped bytes.</param>
/// <param name="Files">Files that are removed or made smaller.</param>
/// <param name="Breaks">What stops working without these files; null where nothing does.</param>
public sealed record SavingPart(string Name, long Bytes, int Files, string? Breaks = null);
