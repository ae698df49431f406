using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Plan gets: the execution and the input that it was started with.</summary>
public sealed record PlanInput
{
    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>The request as it was written.</summary>
    [JsonPropertyName("request")]
    public JsonElement Request { get; init; }
}
