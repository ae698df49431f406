using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;

namespace LayerPipeline.Recording.Materials;

/// <summary>
/// sbom.json: what is in a layer, as CycloneDX. The same layer gives the same bytes: there is no time in it, and its serial number comes
/// of its content. Source: https://cyclonedx.org/docs/1.6/json/ and https://cyclonedx.org/docs/1.7/json/.
/// </summary>
public static class BillOfMaterials
{
    /// <summary>The versions of CycloneDX that can be written; the first is what a build writes.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["1.6", "1.7"];

    private const int MaxLength = 2000;
    private const string LayerReference = "layer";
    private const string Property = "layer-pipeline:";

    /// <summary>Writes it.</summary>
    /// <param name="materials">What the layer was made of.</param>
    /// <param name="version">One of <see cref="Versions"/>.</param>
    /// <returns>The file, in UTF-8.</returns>
    public static byte[] Write(LayerMaterials materials, string version)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", $"http://cyclonedx.org/schema/bom-{version}.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", version);
            json.WriteString("serialNumber", SerialNumber(materials, version));
            json.WriteNumber("version", 1);
            WriteMetadata(json, materials);
            json.WriteStartArray("components");
            foreach (var distribution in materials.Install.Distributions)
            {
                WriteDistribution(json, materials, distribution);
            }

            foreach (var library in materials.Install.SystemLibraries)
            {
                WriteSystemLibrary(json, library);
            }

            WriteDecoder(json, materials.Decoder);
            WriteRewritten(json, materials.Rewritten.Where(file => IsOfNone(materials, file)));
            json.WriteEndArray();
            WriteDependencies(json, materials.Install.Distributions);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A UUID of version 8, whose bits are the writer's own. Source: RFC 9562, 5.8.</summary>
    private static string SerialNumber(LayerMaterials materials, string version)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{materials.Plan.Name}\n{materials.LayerSha256}"))[..16];
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(digest, bigEndian: true)}";
    }

    private static void WriteMetadata(Utf8JsonWriter json, LayerMaterials materials)
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "LayerPipeline");
        json.WriteString("version", typeof(BillOfMaterials).Assembly.GetName().Version?.ToString(3) ?? "");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", "application");
        json.WriteString("bom-ref", LayerReference);
        json.WriteString("name", materials.Plan.Name);
        WriteHash(json, materials.LayerSha256);
        WriteProperties(
            json,
            [
                ("runtime", materials.Plan.Runtime.Name),
                ("architecture", materials.Plan.Architecture),
                .. materials.Unread.Select(path => ("sbom-not-read", path)),
            ]
        );
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDistribution(Utf8JsonWriter json, LayerMaterials materials, InstalledDistribution distribution)
    {
        var purl = PackageUrl.Of(distribution.Name, distribution.Version);
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", purl);
        json.WriteString("name", distribution.Name);
        json.WriteString("version", Short(distribution.Version));
        if (distribution.Sha256 is { } sha256)
        {
            WriteHash(json, sha256);
        }

        WriteLicense(json, distribution.LicenseExpression, distribution.License);
        json.WriteString("purl", purl);
        if (distribution.Url is { } url)
        {
            WriteDownload(json, url, distribution.Sha256);
        }

        var rewritten = materials.Rewritten.Where(file => file.Distribution == distribution.Name).ToList();
        var vendored = materials.Vendored.Where(item => item.Distribution == distribution.Name).ToList();
        var stored = materials.Stored.Where(file => file.Distribution == distribution.Name).ToList();
        if (rewritten.Count + vendored.Count + stored.Count > 0)
        {
            json.WriteStartArray("components");
            WriteVendored(json, purl, vendored);
            WriteRewritten(json, rewritten);
            WriteStored(json, stored.ExceptBy(rewritten.Select(file => file.Path), file => file.Path, StringComparer.Ordinal));
            json.WriteEndArray();
        }

        WriteProperties(
            json,
            [("file", distribution.File), .. stored.Count > 0 ? [("cold", ColdNames.Store)] : Array.Empty<(string, string)>()]
        );
        json.WriteEndObject();
    }

    private static void WriteVendored(Utf8JsonWriter json, string wheel, List<VendoredComponent> vendored)
    {
        foreach (var (index, item) in vendored.Index())
        {
            json.WriteStartObject();
            json.WriteString("type", item.Type);
            json.WriteString("bom-ref", $"{wheel}#{index + 1}");
            json.WriteString("name", item.Name);
            if (item.Version is not null)
            {
                json.WriteString("version", item.Version);
            }

            WriteLicense(json, item.License, name: null);
            if (item.Purl is not null)
            {
                json.WriteString("purl", item.Purl);
            }

            WriteProperties(json, [("from", "the wheel's own bill of materials")]);
            json.WriteEndObject();
        }
    }

    private static void WriteRewritten(Utf8JsonWriter json, IEnumerable<RewrittenFile> files)
    {
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("bom-ref", $"file:{file.Path}");
            json.WriteString("name", file.Path);
            WriteHash(json, file.Sha256);
            json.WriteStartObject("pedigree");
            json.WriteStartArray("ancestors");
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("name", file.Path);
            WriteHash(json, file.OriginalSha256);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("notes", Short(file.Reason));
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteStored(Utf8JsonWriter json, IEnumerable<StoredFile> files)
    {
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("bom-ref", $"file:{file.Path}");
            json.WriteString("name", file.Path);
            WriteHash(json, file.Sha256);
            json.WriteEndObject();
        }
    }

    private static void WriteDecoder(Utf8JsonWriter json, StoredDecoder? stored)
    {
        if (stored is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", $"decoder:{stored.Decoder.Package}");
        json.WriteString("name", stored.Decoder.Package);
        json.WriteString("version", stored.Decoder.Version);
        WriteHash(json, stored.Sha256);
        WriteLicense(json, expression: null, stored.Decoder.License);
        json.WriteString("purl", PackageUrl.Of(RequirementName.Normalize(stored.Decoder.Package), stored.Decoder.Version));
        WriteProperties(json, [("file", stored.Path)]);
        json.WriteEndObject();
    }

    private static void WriteSystemLibrary(Utf8JsonWriter json, SystemLibrary library)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", $"system:{library.Name}");
        json.WriteString("name", Short(library.Package ?? library.Name));
        if (library.Version is not null)
        {
            json.WriteString("version", Short(library.Version));
        }

        WriteHash(json, library.Sha256);
        WriteLicense(json, expression: null, library.License);
        WriteProperties(json, [("file", library.Name), ("source", library.Source)]);
        json.WriteEndObject();
    }

    private static void WriteLicense(Utf8JsonWriter json, string? expression, string? name)
    {
        if (string.IsNullOrWhiteSpace(expression ?? name))
        {
            return;
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (expression is not null)
        {
            json.WriteString("expression", Short(expression));
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", Short(name!));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDownload(Utf8JsonWriter json, string url, string? sha256)
    {
        json.WriteStartArray("externalReferences");
        json.WriteStartObject();
        json.WriteString("type", "distribution");
        json.WriteString("url", url);
        if (sha256 is not null)
        {
            WriteHash(json, sha256);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, IReadOnlyList<InstalledDistribution> distributions)
    {
        json.WriteStartArray("dependencies");
        WriteDependency(json, LayerReference, distributions.Where(item => item.Requested));
        foreach (var distribution in distributions)
        {
            WriteDependency(
                json,
                PackageUrl.Of(distribution.Name, distribution.Version),
                distributions.Where(item => item.RequiredBy.Contains(distribution.Name, StringComparer.Ordinal))
            );
        }

        json.WriteEndArray();
    }

    private static void WriteDependency(Utf8JsonWriter json, string reference, IEnumerable<InstalledDistribution> needs)
    {
        json.WriteStartObject();
        json.WriteString("ref", reference);
        json.WriteStartArray("dependsOn");
        foreach (var need in needs)
        {
            json.WriteStringValue(PackageUrl.Of(need.Name, need.Version));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHash(Utf8JsonWriter json, string sha256)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", sha256);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, IReadOnlyList<(string Name, string Value)> properties)
    {
        json.WriteStartArray("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", Property + name);
            json.WriteString("value", Short(value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsOfNone(LayerMaterials materials, RewrittenFile file) =>
        materials.Install.Distributions.All(item => item.Name != file.Distribution);

    private static string Short(string text) => MessageText.Shorten(text, MaxLength);
}
