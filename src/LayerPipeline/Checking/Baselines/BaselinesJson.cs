using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Checking.Baselines;

/// <summary>How the data of this room is read: camel case, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MissingModules))]
internal sealed partial class BaselinesJson : JsonSerializerContext;
