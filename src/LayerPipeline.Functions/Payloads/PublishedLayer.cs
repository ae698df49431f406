using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>published/TARGET.json: what is published.</summary>
public sealed record PublishedLayer
{
    /// <summary>Identity of the build.</summary>
    [JsonPropertyName("identity")]
    public required string Identity { get; init; }

    /// <summary>The version.</summary>
    [JsonPropertyName("layerVersionArn")]
    public required string LayerVersionArn { get; init; }

    /// <summary>SHA-256 of the published archive, in Base64.</summary>
    [JsonPropertyName("codeSha256")]
    public required string CodeSha256 { get; init; }

    /// <summary>The run that built it.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("publishedAt")]
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Unzipped bytes by which it grew since the version before; null where there was none, or none is known.</summary>
    [JsonPropertyName("growthBytes")]
    public long? GrowthBytes { get; init; }
}
