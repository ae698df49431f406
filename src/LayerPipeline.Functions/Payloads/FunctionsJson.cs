using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>Payloads of the handlers. Lambda's serializer brings its own options, so every name is set by attribute.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(PlanInput))]
[JsonSerializable(typeof(PlanOutput))]
[JsonSerializable(typeof(IdentifyInput))]
[JsonSerializable(typeof(IdentifyOutput))]
[JsonSerializable(typeof(RunInput))]
[JsonSerializable(typeof(PruneOutput))]
[JsonSerializable(typeof(CheckInput))]
[JsonSerializable(typeof(CheckOutput))]
[JsonSerializable(typeof(JudgeInput))]
[JsonSerializable(typeof(JudgeOutput))]
[JsonSerializable(typeof(RecordInput))]
[JsonSerializable(typeof(RecordOutput))]
[JsonSerializable(typeof(RegisterInput))]
[JsonSerializable(typeof(PublishedLayer))]
[JsonSerializable(typeof(BuildClaim))]
[JsonSerializable(typeof(ExplainInput))]
[JsonSerializable(typeof(ExplainOutput))]
[JsonSerializable(typeof(RebuildOutput))]
[JsonSerializable(typeof(SliceReport))]
[JsonSerializable(typeof(PipFailureFile))]
[JsonSerializable(typeof(StepLog))]
public sealed partial class FunctionsJson : JsonSerializerContext;
