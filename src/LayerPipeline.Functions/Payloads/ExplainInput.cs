using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>A failure as the state machine caught it.</summary>
public sealed record ExplainInput
{
    /// <summary>Name of the run, if there is one yet.</summary>
    [JsonPropertyName("run")]
    public string? Run { get; init; }

    /// <summary>Name of the error.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>Its cause.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }

    /// <summary>The version that stands published although a later state failed; null or empty for none.</summary>
    [JsonPropertyName("layerVersionArn")]
    public string? LayerVersionArn { get; init; }

    /// <summary>The state that failed.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }
}
