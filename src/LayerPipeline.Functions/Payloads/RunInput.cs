using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What a step gets that needs no more than the run.</summary>
public sealed record RunInput
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
