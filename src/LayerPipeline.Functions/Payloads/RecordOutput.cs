using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Record answers.</summary>
public sealed record RecordOutput
{
    /// <summary>
    /// What changed since the version before, as <see cref="Comparing.ChangeDigest"/>; null where there was none, or none is known.
    /// </summary>
    [JsonPropertyName("change")]
    public JsonElement? Change { get; init; }
}
