using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>What becomes of distributions that the runtime has of its own, such as the AWS SDK.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuntimeProvides>))]
public enum RuntimeProvides
{
    /// <summary>The layer has them in the versions that were resolved, as it has all others.</summary>
    [JsonStringEnumMemberName("bundle")]
    Bundle,

    /// <summary>They are left out, with what only they need: the function uses the runtime's, in versions that change.</summary>
    [JsonStringEnumMemberName("use")]
    Use,
}
