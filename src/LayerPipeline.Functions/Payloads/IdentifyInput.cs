using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Identify gets.</summary>
public sealed record IdentifyInput
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

    /// <summary>A layer version that is written down as published and is gone; null or empty where none was missed.</summary>
    [JsonPropertyName("missing")]
    public string? Missing { get; init; }

    /// <summary>ETags of the files that the build wrote: JSON by file name, in Base64.</summary>
    [JsonPropertyName("pins")]
    public string? Pins { get; init; }
}
