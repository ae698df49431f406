using LayerPipeline.Archives;

namespace LayerPipeline.Pruning;

/// <summary>A library on its way to the layer.</summary>
/// <param name="Output">What is written.</param>
/// <param name="Change">What was changed; null where it stays as it was.</param>
/// <param name="Refusal">Why it could not be trimmed although its tier was entered; null otherwise.</param>
internal sealed record TrimmedEntry(DeflatedEntry Output, ChangedEntry? Change, string? Refusal);
