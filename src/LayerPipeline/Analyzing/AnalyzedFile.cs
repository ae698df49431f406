namespace LayerPipeline.Analyzing;

/// <summary>One file of an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Bytes">Its bytes unzipped.</param>
/// <param name="CompressedBytes">Its bytes in the archive; of a cold one, as a plain layer would have it.</param>
/// <param name="Cold">What it is inflated with, where it is in a cold store; null otherwise.</param>
public sealed record AnalyzedFile(string Path, long Bytes, long CompressedBytes, string? Cold = null);
