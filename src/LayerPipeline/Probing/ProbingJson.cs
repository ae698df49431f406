using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ProbeReport))]
[JsonSerializable(typeof(ProbeArguments))]
public sealed partial class ProbingJson : JsonSerializerContext;
