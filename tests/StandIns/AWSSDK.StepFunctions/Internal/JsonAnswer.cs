using System.Text.Json;

namespace Amazon.StepFunctions.Internal;

/// <summary>The members of an answer.</summary>
internal readonly struct JsonAnswer(JsonElement element)
{
    public string? Text(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>JSON 1.0 has dates as seconds since 1970.</summary>
    public DateTime? Date(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? DateTime.UnixEpoch.AddSeconds(value.GetDouble())
            : null;

    public long? Number(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    public JsonAnswer? Object(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new JsonAnswer(value) : null;

    public IEnumerable<JsonAnswer> Items(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(item => new JsonAnswer(item))
            : [];
}
