using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>Which tree is probed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProbeMode>))]
public enum ProbeMode
{
    /// <summary>The packages as pip left them: the report also has the import edges.</summary>
    [JsonStringEnumMemberName("baseline")]
    Baseline,

    /// <summary>A layer that is to be proven.</summary>
    [JsonStringEnumMemberName("candidate")]
    Candidate,
}
