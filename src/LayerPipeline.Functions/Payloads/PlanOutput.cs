using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What the state machine maps over.</summary>
public sealed record PlanOutput
{
    /// <summary>One each combination of Python and architecture.</summary>
    [JsonPropertyName("builds")]
    public required IReadOnlyList<PlannedBuild> Builds { get; init; }

    /// <summary>The build's specification: it comes with the functions, as the tools do.</summary>
    [JsonPropertyName("buildspec")]
    public required string Buildspec { get; init; }
}
