using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What the throwaway function answers for a slice.</summary>
public sealed record SliceReport
{
    /// <summary>The probe's report, as gzip in Base64.</summary>
    [JsonPropertyName("report")]
    public required string Report { get; init; }

    /// <summary>What inflating the layer's cold store costs, as the probe wrote it; null where nothing was inflated.</summary>
    [JsonPropertyName("cold")]
    public JsonElement? Cold { get; init; }
}
