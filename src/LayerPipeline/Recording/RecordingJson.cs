using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Comparing;

namespace LayerPipeline.Recording;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(LayerManifest))]
[JsonSerializable(typeof(ChangeDigest))]
public sealed partial class RecordingJson : JsonSerializerContext;
