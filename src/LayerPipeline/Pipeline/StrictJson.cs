using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LayerPipeline.Pipeline;

/// <summary>Reads JSON that anybody may have written into a record. A null is taken only where the record has room for one.</summary>
public static class StrictJson
{
    /// <summary>Reads a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="content">The JSON.</param>
    /// <param name="type">How it is read.</param>
    /// <returns>The record; null where the JSON is null as a whole.</returns>
    /// <exception cref="JsonException">It is malformed, of another form, or holds a null where none may be.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return FindNull(document.RootElement, type, "$") is { } place
                ? throw new JsonException($"{place} is null.")
                : document.Deserialize(type);
        }
        catch (InvalidOperationException e)
        {
            // Of escapes that are half a character.
            throw new JsonException(e.Message, e);
        }
    }

    private static string? FindNull(JsonElement value, JsonTypeInfo type, string place) =>
        (type.Kind, value.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => value
                .EnumerateObject()
                .Select(property => InProperty(property, type, place))
                .FirstOrDefault(found => found is not null),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => value
                .EnumerateArray()
                .Select((element, i) => InElement(element, type, $"{place}[{i}]"))
                .FirstOrDefault(found => found is not null),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => value
                .EnumerateObject()
                .Select(property => InElement(property.Value, type, $"{place}.{property.Name}"))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    private static string? InProperty(JsonProperty property, JsonTypeInfo type, string place)
    {
        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var known = type.Properties.FirstOrDefault(each => each.Set is not null && string.Equals(each.Name, property.Name, comparison));
        return known is null ? null
            : property.Value.ValueKind == JsonValueKind.Null ? (known.IsSetNullable ? null : $"{place}.{known.Name}")
            : FindNull(property.Value, type.Options.GetTypeInfo(known.PropertyType), $"{place}.{known.Name}");
    }

    private static string? InElement(JsonElement element, JsonTypeInfo type, string place) =>
        element.ValueKind == JsonValueKind.Null ? (Nullable.GetUnderlyingType(type.ElementType!) is null ? place : null)
        : type.ElementType is { } of ? FindNull(element, type.Options.GetTypeInfo(of), place)
        : null;
}
