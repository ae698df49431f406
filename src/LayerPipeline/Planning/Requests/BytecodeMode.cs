using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>
/// Which bytecode a layer has. A layer is read-only, so a module without bytecode is compiled again at each cold start.
/// Source: https://docs.python.org/3/reference/import.html#cached-bytecode-invalidation.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<BytecodeMode>))]
public enum BytecodeMode
{
    /// <summary>As much as the budget leaves room for, in the order in which functions need it.</summary>
    [JsonStringEnumMemberName("hot")]
    Hot,

    /// <summary>That of every module: it counts towards the budget as the modules do.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>
    /// That of every module, in the place of its source: smaller, and without lines in tracebacks. Sources that were seen to be read stay.
    /// </summary>
    [JsonStringEnumMemberName("only")]
    Only,

    /// <summary>None.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
