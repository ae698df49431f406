using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>How runtime-packages.json is read: camel case, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RuntimePackages))]
internal sealed partial class RuntimePackageJson : JsonSerializerContext;
