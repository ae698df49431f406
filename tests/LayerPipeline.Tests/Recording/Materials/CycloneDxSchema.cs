using System.Text.Json;
using Json.Schema;

namespace LayerPipeline.Tests.Recording.Materials;

/// <summary>The official schemas, from the files beside this one.</summary>
internal static class CycloneDxSchema
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recording", "Materials", "schemas");

    private static readonly Lazy<IReadOnlyDictionary<string, JsonSchema>> Schemas = new(Load);

    /// <summary>What is wrong with a bill of materials; nothing where it is valid.</summary>
    public static IReadOnlyList<string> Problems(byte[] bom, string version)
    {
        using var document = JsonDocument.Parse(bom);
        var results = Schemas
            .Value[version]
            .Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return results.IsValid
            ? []
            :
            [
                .. (results.Details ?? [])
                    .Where(detail => detail.Errors is { Count: > 0 })
                    .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}"))
                    .Take(20),
                "not valid",
            ];
    }

    private static Dictionary<string, JsonSchema> Load()
    {
        foreach (var name in new[] { "spdx", "jsf-0.82", "cryptography-defs" })
        {
            var schema = JsonSchema.FromFile(Path.Combine(Folder, name + ".schema.json"));
            SchemaRegistry.Global.Register(new Uri($"http://cyclonedx.org/schema/{name}.schema.json"), schema);
        }

        return new[] { "1.6", "1.7" }.ToDictionary(
            version => version,
            version => JsonSchema.FromFile(Path.Combine(Folder, $"bom-{version}.schema.json")),
            StringComparer.Ordinal
        );
    }
}
