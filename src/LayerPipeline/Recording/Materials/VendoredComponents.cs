using System.Text.Json;

namespace LayerPipeline.Recording.Materials;

/// <summary>
/// Reads bills of materials that wheels bring (PEP 770): what of them is understood in every version of CycloneDX, and nothing else.
/// Source: https://peps.python.org/pep-0770/.
/// </summary>
internal static class VendoredComponents
{
    /// <summary>Bytes of a bill of materials that is read; the largest seen has 120,000.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxComponents = 20_000;
    private const int MaxLength = 1000;

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "application",
        "framework",
        "library",
        "container",
        "platform",
        "operating-system",
        "device",
        "firmware",
        "file",
        "data",
    };

    /// <summary>Reads one.</summary>
    /// <param name="distribution">Distribution of the wheel.</param>
    /// <param name="content">The file.</param>
    /// <returns>Its components, those within others among them; null where it is not CycloneDX as JSON.</returns>
    public static IReadOnlyList<VendoredComponent>? Read(string distribution, byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "bomFormat") != "CycloneDX")
            {
                return null;
            }

            var found = new List<VendoredComponent>();
            Add(distribution, root, found);
            return
            [
                .. found.Distinct().OrderBy(item => item.Name, StringComparer.Ordinal).ThenBy(item => item.Version, StringComparer.Ordinal),
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Add(string distribution, JsonElement parent, List<VendoredComponent> found)
    {
        if (!parent.TryGetProperty("components", out var components) || components.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var item in components.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
        {
            if (found.Count < MaxComponents && Text(item, "name") is { } name)
            {
                var type = Text(item, "type");
                found.Add(
                    new VendoredComponent(
                        distribution,
                        type is not null && Types.Contains(type) ? type : "library",
                        name,
                        Text(item, "version"),
                        Text(item, "purl") is { } purl && purl.StartsWith("pkg:", StringComparison.Ordinal) ? purl : null,
                        License(item)
                    )
                );
            }

            Add(distribution, item, found);
        }
    }

    /// <summary>One identifier is an expression, too; of several it is not said how they go together.</summary>
    private static string? License(JsonElement item) =>
        item.TryGetProperty("licenses", out var licenses)
        && licenses.ValueKind == JsonValueKind.Array
        && licenses.GetArrayLength() == 1
        && licenses[0] is { ValueKind: JsonValueKind.Object } only
            ? Text(only, "expression") ?? (only.TryGetProperty("license", out var license) ? Text(license, "id") : null)
            : null;

    private static string? Text(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: > 0 and <= MaxLength } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair, which is no text.
        }
    }
}
