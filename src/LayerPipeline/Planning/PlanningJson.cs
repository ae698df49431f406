using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(LayerRequest))]
[JsonSerializable(typeof(BuildPlan))]
public sealed partial class PlanningJson : JsonSerializerContext;
