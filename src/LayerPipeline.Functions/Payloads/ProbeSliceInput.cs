using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>A part of the probe's work.</summary>
public sealed record ProbeSliceInput
{
    /// <summary>Which part, from 0.</summary>
    [JsonPropertyName("index")]
    public int Index { get; init; }

    /// <summary>How many parts there are.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; }
}
