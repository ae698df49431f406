namespace LayerPipeline.Checking.Gates;

/// <summary>A distribution or a file with its bytes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Unzipped bytes in the layer.</param>
public sealed record NamedBytes(string Name, long Bytes);
