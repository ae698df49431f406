using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Prune did.</summary>
public sealed record PruneOutput
{
    /// <summary>Unzipped bytes as pip left them.</summary>
    [JsonPropertyName("bytesBefore")]
    public long BytesBefore { get; init; }

    /// <summary>Unzipped bytes of the layer.</summary>
    [JsonPropertyName("bytesAfter")]
    public long BytesAfter { get; init; }

    /// <summary>Things that a user should know: of the plan, and of what the layer keeps compressed.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Key of the layer.</summary>
    [JsonPropertyName("layer")]
    public required string Layer { get; init; }
}
