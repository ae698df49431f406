using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Check gets.</summary>
public sealed record CheckInput
{
    /// <summary>Name of the run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Repairs so far.</summary>
    [JsonPropertyName("round")]
    public int Round { get; init; }

    /// <summary>ETags of the files that the build wrote, as JSON by file name.</summary>
    [JsonPropertyName("pins")]
    public string? Pins { get; init; }

    /// <summary>Combinations of Python and architecture that share the execution's history.</summary>
    [JsonPropertyName("combinations")]
    public int Combinations { get; init; } = 1;
}
