using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>The archive that a version was published from.</summary>
public sealed record PublishedObject
{
    /// <summary>Name of the bucket.</summary>
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    /// <summary>The key.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>S3's name of the object's version; empty where the bucket keeps none.</summary>
    [JsonPropertyName("version")]
    public string Version { get; init; } = "";
}
