using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Judge gets.</summary>
public sealed record JudgeInput : RunInput
{
    /// <summary>Parts of the probe.</summary>
    [JsonPropertyName("slices")]
    public int Slices { get; init; }
}
