using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Check gets.</summary>
public sealed record CheckInput : RunInput
{
    /// <summary>Combinations of Python and architecture that share the execution's history.</summary>
    [JsonPropertyName("combinations")]
    public int Combinations { get; init; } = 1;
}
