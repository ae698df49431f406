using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What happens to the candidate.</summary>
public sealed record JudgeOutput
{
    /// <summary><c>publish</c> or <c>repair</c>.</summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>Modules and behaviours that fail on the layer.</summary>
    [JsonPropertyName("regressions")]
    public int Regressions { get; init; }

    /// <summary>Behaviours whose numbers differ on a processor with other features: neither damage nor proof.</summary>
    [JsonPropertyName("notComparable")]
    public int NotComparable { get; init; }
}
