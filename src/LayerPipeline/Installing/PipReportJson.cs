using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Installing;

/// <summary>How pip writes its report: snake case; fields that are not read are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PipReportDocument))]
internal sealed partial class PipReportJson : JsonSerializerContext;
