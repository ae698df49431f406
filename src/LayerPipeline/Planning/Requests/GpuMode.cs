using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>What becomes of code for GPUs and of libraries that serve them; Lambda has neither a GPU nor a driver.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GpuMode>))]
public enum GpuMode
{
    /// <summary>It goes where nothing needs it.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,

    /// <summary>It stays, for packages that are used elsewhere, too.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep,
}
