using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>How the layer is probed.</summary>
public sealed record CheckOutput
{
    /// <summary>Unzipped bytes of the layer.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>The probe's arguments, as gzip in Base64.</summary>
    [JsonPropertyName("arguments")]
    public required string Arguments { get; init; }

    /// <summary>MB of /tmp that the function gets which probes the layer.</summary>
    [JsonPropertyName("temporaryMegabytes")]
    public required int TemporaryMegabytes { get; init; }

    /// <summary>The parts of the work.</summary>
    [JsonPropertyName("slices")]
    public IReadOnlyList<ProbeSliceInput> Slices { get; init; } = [];
}
