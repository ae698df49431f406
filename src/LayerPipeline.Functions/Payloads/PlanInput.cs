using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Plan gets: the execution and the input that it was started with.</summary>
public sealed record PlanInput
{
    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>When the execution started: the day by which runtimes are deprecated or blocked.</summary>
    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The request as it was written.</summary>
    [JsonPropertyName("request")]
    public JsonElement Request { get; init; }
}
