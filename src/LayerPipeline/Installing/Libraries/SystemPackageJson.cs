using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Installing.Libraries;

/// <summary>How the list of system packages is read: camel case, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SystemPackages))]
internal sealed partial class SystemPackageJson : JsonSerializerContext;
