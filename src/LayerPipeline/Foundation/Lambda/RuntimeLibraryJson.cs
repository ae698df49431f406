using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(RuntimeLibraryTable))]
internal sealed partial class RuntimeLibraryJson : JsonSerializerContext;
