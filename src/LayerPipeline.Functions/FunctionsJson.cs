using System.Text.Json.Serialization;

namespace LayerPipeline.Functions;

/// <summary>Payloads of the handlers. Lambda's serializer brings its own options, so every name is set by attribute.</summary>
[JsonSerializable(typeof(string))]
public sealed partial class FunctionsJson : JsonSerializerContext;
