using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Checking.Libraries;

/// <summary>How the list is read: camel case, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LibraryFamilies))]
internal sealed partial class LibraryFamilyJson : JsonSerializerContext;
