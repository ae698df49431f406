namespace LayerPipeline.Analyzing;

/// <summary>What one distribution has in an archive.</summary>
/// <param name="Name">Normalised name; of files that no RECORD lists, their topmost folder with a slash, or the file's own name.</param>
/// <param name="Version">Its version, as its metadata's folder has it; null where nothing says so.</param>
/// <param name="Files">Its files.</param>
/// <param name="Bytes">Their bytes unzipped.</param>
/// <param name="CompressedBytes">Their bytes in the archive.</param>
public sealed record AnalyzedDistribution(string Name, string? Version, int Files, long Bytes, long CompressedBytes);
