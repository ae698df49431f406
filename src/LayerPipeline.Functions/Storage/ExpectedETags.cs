using System.Text.Json;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// ETags of what a build wrote, as the build itself reported them. The build's role may write such files of any run; a file with
/// another ETag was written by another build, whose packages may be hostile.
/// </summary>
internal static class ExpectedETags
{
    /// <summary>Reads them.</summary>
    /// <param name="json">JSON by file name, or null where nothing was reported.</param>
    /// <returns>ETags by file name, or null.</returns>
    public static IReadOnlyDictionary<string, string>? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, FunctionsJson.Default.DictionaryStringString);
}
