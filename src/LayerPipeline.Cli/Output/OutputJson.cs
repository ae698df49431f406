using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Cli.Output;

/// <summary>How <c>--json</c> writes: one line an object, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(OutputLine))]
internal sealed partial class OutputJson : JsonSerializerContext;
