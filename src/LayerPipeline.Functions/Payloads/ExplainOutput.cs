using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>The same failure for a person.</summary>
public sealed record ExplainOutput
{
    /// <summary>Name of the error.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>What failed, what was measured, the limit, the next step, and where the report is.</summary>
    [JsonPropertyName("cause")]
    public required string Cause { get; init; }
}
