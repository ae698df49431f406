using System.Text.Json;
using System.Text.RegularExpressions;

namespace LayerPipeline.Tests.Planning.Requests;

/// <summary>Checks JSON against the part of JSON Schema that the request's schema uses; a keyword beyond it is an error.</summary>
internal static class SchemaCheck
{
    /// <summary>What the value breaks, each with its place; empty when it is valid.</summary>
    public static List<string> Problems(JsonElement schema, JsonElement value, string place = "request") =>
        [.. schema.EnumerateObject().SelectMany(keyword => Problems(schema, keyword, value, place))];

    private static IEnumerable<string> Problems(JsonElement schema, JsonProperty keyword, JsonElement value, string place) =>
        keyword.Name switch
        {
            "$schema" or "title" or "description" or "default" or "examples" => [],
            "patternProperties" => value.ValueKind == JsonValueKind.Object ? Matching(keyword.Value, value, place) : [],
            "properties" => value.ValueKind == JsonValueKind.Object ? Properties(keyword.Value, value, place) : [],
            "items" => value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Index().SelectMany(item => Problems(keyword.Value, item.Item, $"{place}[{item.Index}]"))
                : [],
            "additionalProperties" => value.ValueKind == JsonValueKind.Object ? Unknown(schema, value, place) : [],
            _ => Holds(keyword, value) ? [] : [$"{place}: {keyword.Name}"],
        };

    private static IEnumerable<string> Properties(JsonElement properties, JsonElement value, string place) =>
        value
            .EnumerateObject()
            .Where(field => properties.TryGetProperty(field.Name, out _))
            .SelectMany(field => Problems(properties.GetProperty(field.Name), field.Value, $"{place}.{field.Name}"));

    private static IEnumerable<string> Unknown(JsonElement schema, JsonElement value, string place) =>
        value.EnumerateObject().Where(field => !IsKnown(schema, field.Name)).Select(field => $"{place}.{field.Name}: additionalProperties");

    private static bool IsKnown(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var named) && named.TryGetProperty(name, out _)
        || schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject().Any(pattern => IsMatch(name, pattern));

    private static IEnumerable<string> Matching(JsonElement patterns, JsonElement value, string place) =>
        value
            .EnumerateObject()
            .SelectMany(field =>
                patterns
                    .EnumerateObject()
                    .Where(pattern => IsMatch(field.Name, pattern))
                    .SelectMany(pattern => Problems(pattern.Value, field.Value, $"{place}.{field.Name}"))
            );

    private static bool IsMatch(string name, JsonProperty pattern) => Regex.IsMatch(name, pattern.Name, RegexOptions.None, Limit);

    private static bool Holds(JsonProperty keyword, JsonElement value) =>
        keyword.Name switch
        {
            "type" => IsOf(keyword.Value.GetString()!, value),
            "enum" => keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
            "anyOf" => keyword.Value.EnumerateArray().Any(schema => Problems(schema, value).Count == 0),
            "required" => value.ValueKind != JsonValueKind.Object
                || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "pattern" => Text(value) is not { } text || Regex.IsMatch(text, keyword.Value.GetString()!, RegexOptions.None, Limit),
            "minLength" => Text(value) is not { } text || text.Length >= keyword.Value.GetInt32(),
            "maxLength" => Text(value) is not { } text || text.Length <= keyword.Value.GetInt32(),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
            "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(),
            "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(),
            "uniqueItems" => value.ValueKind != JsonValueKind.Array
                || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(),
            var unknown => throw new NotSupportedException($"The check knows no keyword '{unknown}'; add it here."),
        };

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsOf(string type, JsonElement value) =>
        type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => throw new NotSupportedException($"The check knows no type '{type}'; add it here."),
        };
}
