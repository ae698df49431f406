using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Reporting.Page;

/// <summary>How the page's data is written: camel case, on one line, nulls left out, no reflection, every text as it may be shown.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(ShownTextConverter)]
)]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext;
