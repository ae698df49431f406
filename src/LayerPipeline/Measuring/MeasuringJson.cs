using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Measuring;

/// <summary>How the files of this room are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StartupArguments))]
[JsonSerializable(typeof(InflateArguments))]
[JsonSerializable(typeof(ColdCosts))]
[JsonSerializable(typeof(IReadOnlyList<StartupFigure>))]
public sealed partial class MeasuringJson : JsonSerializerContext;
