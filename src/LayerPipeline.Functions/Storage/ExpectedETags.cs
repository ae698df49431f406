using System.Text.Json;
using LayerPipeline.Foundation.Files;
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
    /// <param name="reported">JSON by file name, in Base64 as the build exports it, or null where nothing was reported.</param>
    /// <returns>ETags by file name, or null.</returns>
    /// <exception cref="RunFileException">It is something else.</exception>
    public static IReadOnlyDictionary<string, string>? Read(string? reported)
    {
        try
        {
            return reported is null
                ? null
                : JsonSerializer.Deserialize(Convert.FromBase64String(reported), FunctionsJson.Default.DictionaryStringString);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new RunFileException(
                "The build's exported variable PINS is not JSON in Base64, so its files can't be told from another build's. "
                    + "Look at the build's log, then start again.",
                exception
            );
        }
    }
}
