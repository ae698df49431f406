namespace LayerPipeline.Comparing;

/// <summary>A distribution of a layer.</summary>
/// <param name="Name">Normalised name; of files that no RECORD lists, their topmost folder with a slash.</param>
/// <param name="Version">Its version; null where nothing says so.</param>
/// <param name="License">Its licence as the metadata states it; null where that is not known.</param>
/// <param name="Bytes">Its bytes in the layer, unzipped; null where that is not known.</param>
public sealed record SnapshotDistribution(string Name, string? Version, string? License, long? Bytes);
