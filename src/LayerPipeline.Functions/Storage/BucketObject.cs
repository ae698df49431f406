namespace LayerPipeline.Functions.Storage;

/// <summary>A small object as it was read.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ETag">Its version.</param>
public sealed record BucketObject(ReadOnlyMemory<byte> Content, string ETag);
