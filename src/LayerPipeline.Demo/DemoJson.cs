using System.Text.Json.Serialization;

namespace LayerPipeline.Demo;

/// <summary>The JSON of samples and of interpreters: camel case, every field known, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(SampleManifest))]
[JsonSerializable(typeof(InterpreterFacts))]
internal sealed partial class DemoJson : JsonSerializerContext;
