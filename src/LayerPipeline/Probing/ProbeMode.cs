using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>Which tree is probed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProbeMode>))]
public enum ProbeMode
{
    /// <summary>The packages as pip left them: the report also has the import edges.</summary>
    [JsonStringEnumMemberName("baseline")]
    Baseline,

    /// <summary>
    /// Packages that can't run on this machine, as pip left them: sources are read for their imports and compiled, nothing is run.
    /// </summary>
    [JsonStringEnumMemberName("static")]
    Static,

    /// <summary>A layer that is to be proven.</summary>
    [JsonStringEnumMemberName("candidate")]
    Candidate,
}
