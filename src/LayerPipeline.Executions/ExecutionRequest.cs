using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Executions;

/// <summary>
/// A request as an execution gets it: compact, its fields sorted, so that however it was written the same request has the same
/// input and the same name.
/// </summary>
public sealed partial class ExecutionRequest
{
    /// <summary>Characters of the layer's name in an execution's name, which has at most 80.</summary>
    private const int NameCharacters = 40;

    private ExecutionRequest(string input, string name, string? file)
    {
        Input = input;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input + file)))[..16];
        NamePrefix = $"{(name.Length > NameCharacters ? name[..NameCharacters] : name)}-{digest}-";
    }

    /// <summary>JSON for the execution.</summary>
    public string Input { get; }

    /// <summary>What names of the request's executions begin with; a date and a number follow.</summary>
    public string NamePrefix { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="utf8Json">The request as it was written.</param>
    /// <param name="defaultName">The layer's name where the request has none, or null.</param>
    /// <param name="file">The file that it names, or null: with another content the execution has another name, and joins no earlier one.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidRequestException">It is not JSON, or not a request.</exception>
    public static ExecutionRequest Read(ReadOnlyMemory<byte> utf8Json, string? defaultName, RequestFile? file = null)
    {
        var request = RequestReader.Read(utf8Json);
        var name = request.Name ?? (defaultName is not null && LayerName().IsMatch(defaultName) ? defaultName : null);
        var json = utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document.RootElement, request.Name is null ? name : null, file?.Path);
        }

        return new ExecutionRequest(Encoding.UTF8.GetString(buffer.ToArray()), SafeName().Replace(name ?? "layer", "-"), file?.Sha256);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string? name = null, string? file = null)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        if (name is not null)
        {
            writer.WriteString("name", name);
        }

        foreach (var field in value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            if (name is null || field.Name != "name")
            {
                writer.WritePropertyName(field.Name);
                if (file is not null && field.Name == RequestFile.Field)
                {
                    writer.WriteStringValue(file);
                }
                else
                {
                    Write(writer, field.Value);
                }
            }
        }

        writer.WriteEndObject();
    }

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,140}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LayerName();

    [GeneratedRegex("[^a-zA-Z0-9-_]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SafeName();
}
