using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What was started.</summary>
public sealed record RebuildOutput
{
    /// <summary>One each request.</summary>
    [JsonPropertyName("started")]
    public IReadOnlyList<StartedBuild> Started { get; init; } = [];
}
