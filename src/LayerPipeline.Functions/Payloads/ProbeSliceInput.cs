using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>A part of the probe's work.</summary>
public sealed record ProbeSliceInput
{
    /// <summary>Which of all slices, from 0; the part of the work is the rest of a division by <see cref="Count"/>.</summary>
    [JsonPropertyName("index")]
    public int Index { get; init; }

    /// <summary>How many parts there are.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; }

    /// <summary>Whether all that the layer keeps compressed is inflated beforehand.</summary>
    [JsonPropertyName("warm")]
    public bool IsWarm { get; init; }
}
