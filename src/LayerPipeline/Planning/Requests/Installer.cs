using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>What installs the packages.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Installer>))]
public enum Installer
{
    /// <summary>pip of the interpreter.</summary>
    [JsonStringEnumMemberName("pip")]
    Pip,

    /// <summary>uv, on one machine where it is on PATH.</summary>
    [JsonStringEnumMemberName("uv")]
    Uv,
}
