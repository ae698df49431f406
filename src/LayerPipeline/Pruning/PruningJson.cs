using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Pruning;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PruneReport))]
[JsonSerializable(typeof(RepairLog))]
public sealed partial class PruningJson : JsonSerializerContext;
