using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>A request and its execution.</summary>
public sealed record StartedBuild
{
    /// <summary>Key of the request.</summary>
    [JsonPropertyName("request")]
    public required string Request { get; init; }

    /// <summary>ARN of the execution that builds it.</summary>
    [JsonPropertyName("execution")]
    public string? Execution { get; init; }

    /// <summary>Why there is none.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }
}
