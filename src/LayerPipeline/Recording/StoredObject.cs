namespace LayerPipeline.Recording;

/// <summary>A version of an S3 object.</summary>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="Version">S3's name of the version.</param>
public sealed record StoredObject(string Bucket, string Key, string Version);
