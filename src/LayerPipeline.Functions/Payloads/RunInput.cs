using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What every step gets that works on a run.</summary>
public record RunInput
{
    /// <summary>Name of the run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Repairs so far.</summary>
    [JsonPropertyName("round")]
    public int Round { get; init; }

    /// <summary>ETags of the files that the build wrote: JSON by file name, in Base64.</summary>
    [JsonPropertyName("pins")]
    public string? Pins { get; init; }
}
