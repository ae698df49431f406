using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Installing.Libraries;

namespace LayerPipeline.Installing;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(InstallReport))]
[JsonSerializable(typeof(TakeArguments))]
[JsonSerializable(typeof(TakenLibraries))]
[JsonSerializable(typeof(LeaveArguments))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
public sealed partial class InstallingJson : JsonSerializerContext;
