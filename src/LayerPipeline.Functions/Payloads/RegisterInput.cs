using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Register gets.</summary>
public sealed record RegisterInput
{
    /// <summary>Name of the run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Layer name, runtime and architecture.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>The version.</summary>
    [JsonPropertyName("layerVersionArn")]
    public required string LayerVersionArn { get; init; }
}
