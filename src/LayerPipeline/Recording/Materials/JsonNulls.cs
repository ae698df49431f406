using System.Text.Json;

namespace LayerPipeline.Recording.Materials;

/// <summary>Looks for nulls in JSON that a build wrote, which leaves out what has no value: a list would take them.</summary>
internal static class JsonNulls
{
    /// <summary>Whether there is one, at any depth.</summary>
    /// <param name="value">The value.</param>
    public static bool IsIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.Object => value.EnumerateObject().Any(property => IsIn(property.Value)),
            JsonValueKind.Array => value.EnumerateArray().Any(IsIn),
            _ => false,
        };
}
