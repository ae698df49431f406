using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>claims/TARGET.json: who builds.</summary>
public sealed record BuildClaim
{
    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>Its run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("since")]
    public DateTimeOffset Since { get; init; }
}
