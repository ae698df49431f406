using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Formats.Cold;

/// <summary>How the file about decoders is read: camel case, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ColdDecoder))]
internal sealed partial class ColdDecoderJson : JsonSerializerContext;
