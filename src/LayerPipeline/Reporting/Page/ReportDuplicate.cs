namespace LayerPipeline.Reporting.Page;

/// <summary>Files of the same length and CRC-32.</summary>
/// <param name="Bytes">Bytes of one of them.</param>
/// <param name="Paths">Their paths, at least two.</param>
public sealed record ReportDuplicate(long Bytes, IReadOnlyList<string> Paths);
