namespace LayerPipeline.Analyzing;

/// <summary>One file of an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Bytes">Its bytes unzipped.</param>
/// <param name="CompressedBytes">Its bytes in the archive.</param>
public sealed record AnalyzedFile(string Path, long Bytes, long CompressedBytes);
