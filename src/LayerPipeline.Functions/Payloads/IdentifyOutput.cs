using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What is to be done: <c>build</c>, <c>wait</c> for another execution, or nothing, as it is <c>unchanged</c>.</summary>
public sealed record IdentifyOutput
{
    /// <summary>The word.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>What is published, when unchanged.</summary>
    [JsonPropertyName("layerVersionArn")]
    public string? LayerVersionArn { get; init; }

    /// <summary>The execution that builds it, when it is waited for.</summary>
    [JsonPropertyName("holder")]
    public string? Holder { get; init; }

    /// <summary>Key of this execution's claim, when it builds.</summary>
    [JsonPropertyName("claim")]
    public string? Claim { get; init; }
}
