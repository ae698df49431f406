using System.Text.Json;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Requests;

/// <summary>Takes the fields of one JSON object strictly: each known, none twice, each of its type.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly string path;

    public JsonObjectReader(JsonElement element, string path, params IReadOnlyList<string> known)
    {
        this.path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw WrongType(path.Length == 0 ? "request" : path, element, "an object such as { ... }");
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property, path);
            if (!known.Contains(name))
            {
                throw Unknown(name, known);
            }

            if (!fields.TryAdd(name, property.Value))
            {
                throw new InvalidRequestException(PathOf(name), null, "is given twice; keep one");
            }
        }
    }

    public JsonObjectReader? Object(string name, params IReadOnlyList<string> known) =>
        fields.TryGetValue(name, out var value) ? new JsonObjectReader(value, PathOf(name), known) : null;

    public string? Text(string name) => fields.TryGetValue(name, out var value) ? Text(PathOf(name), value, "a string in quotes") : null;

    public bool? Flag(string name)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw WrongType(PathOf(name), value, "true or false without quotes");
    }

    public long? Integer(string name)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw WrongType(PathOf(name), value, "a whole number without quotes");
    }

    public IReadOnlyList<string>? Texts(string name) =>
        fields.TryGetValue(name, out var value) ? Texts(PathOf(name), value, "a list of strings such as [\"...\"]") : null;

    /// <summary>An object whose fields, of any names, are lists of strings.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Lists(string name) => OfAnyNames(name, (lists, key) => lists.Texts(key)!);

    /// <summary>An object whose fields, of any names, are strings.</summary>
    public IReadOnlyDictionary<string, string>? TextsByName(string name) => OfAnyNames(name, (texts, key) => texts.Text(key)!);

    private Dictionary<string, T>? OfAnyNames<T>(string name, Func<JsonObjectReader, string, T> read)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return null;
        }

        IReadOnlyList<string> any =
            value.ValueKind == JsonValueKind.Object
                ? [.. value.EnumerateObject().Select(property => NameOf(property, PathOf(name))).Distinct(StringComparer.Ordinal)]
                : [];
        var reader = new JsonObjectReader(value, PathOf(name), any);
        return any.ToDictionary(key => key, key => read(reader, key), StringComparer.Ordinal);
    }

    public IReadOnlyList<string>? OneOrMany(string name)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? [Text(PathOf(name), value, "a string")]
            : Texts(PathOf(name), value, "a string in quotes or a list of them");
    }

    private static string[] Texts(string field, JsonElement value, string expected) =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((item, index) => Text($"{field}[{index}]", item, "a string in quotes"))]
            : throw WrongType(field, value, expected);

    private static string Text(string field, JsonElement value, string expected) =>
        value.ValueKind == JsonValueKind.String ? Text(field, () => value.GetString()!) : throw WrongType(field, value, expected);

    private static string NameOf(JsonProperty property, string path) => Text(path.Length == 0 ? "?" : $"{path}.?", () => property.Name);

    private static string Text(string field, Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // The only fault left in a string that was parsed: half of a surrogate pair.
            throw new InvalidRequestException(field, null, "has an incomplete \\u escape; text must be valid Unicode");
        }
    }

    private static InvalidRequestException WrongType(string field, JsonElement value, string expected)
    {
        var advice = value.ValueKind == JsonValueKind.Null ? "; omit the field to get its default" : "";
        return new InvalidRequestException(
            field,
            MessageText.Shorten(value.GetRawText()),
            $"is {Kind(value)}; {expected} is expected{advice}"
        );
    }

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };

    private InvalidRequestException Unknown(string name, IReadOnlyList<string> known) =>
        new(
            PathOf(MessageText.Shorten(name, 60)),
            null,
            $"is not a field of a request{Spelling.Hint(name, known)}; allowed here: {MessageText.List(known)}"
        );

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
