using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>What it is that no longer works.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegressionKind>))]
public enum RegressionKind
{
    /// <summary>A module that no longer imports.</summary>
    [JsonStringEnumMemberName("module")]
    Module,

    /// <summary>A behaviour that fails or computes something else.</summary>
    [JsonStringEnumMemberName("behaviour")]
    Behaviour,
}
