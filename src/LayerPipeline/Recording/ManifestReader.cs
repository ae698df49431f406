using System.Text.Json;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Recording;

/// <summary>Reads a manifest.json that anybody may have written.</summary>
public static class ManifestReader
{
    /// <summary>Reads it.</summary>
    /// <param name="content">The file.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="JsonException">It is no manifest, or holds a null where a build writes none.</exception>
    public static LayerManifest Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return JsonNulls.IsIn(document.RootElement)
                ? throw new JsonException("It holds a null.")
                : document.Deserialize(RecordingJson.Default.LayerManifest)!;
        }
        catch (InvalidOperationException e)
        {
            // Of escapes that are half a character.
            throw new JsonException(e.Message, e);
        }
    }
}
