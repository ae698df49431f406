using System.Text;

namespace LayerPipeline.Demo;

/// <summary>The texts of a wheel's .dist-info folder, but RECORD.</summary>
/// <remarks>
/// https://packaging.python.org/en/latest/specifications/core-metadata/ (2.4),
/// https://packaging.python.org/en/latest/specifications/binary-distribution-format/ and
/// https://packaging.python.org/en/latest/specifications/entry-points/
/// </remarks>
public static class WheelMetadata
{
    /// <summary>METADATA: headers, then the readme.</summary>
    public static string Metadata(SampleManifest manifest, string readme)
    {
        string[] headers =
        [
            "Metadata-Version: 2.4",
            $"Name: {manifest.Name}",
            $"Version: {manifest.Version}",
            $"Summary: {manifest.Summary}",
            $"License-Expression: {manifest.License}",
            "License-File: LICENSE",
            $"Requires-Python: {manifest.RequiresPython}",
            .. manifest.Requires.Select(requirement => $"Requires-Dist: {requirement}"),
            .. manifest.Extras.SelectMany(extra => Extra(extra.Key, extra.Value)),
            "Description-Content-Type: text/markdown",
        ];
        return $"{Lines(headers)}\n{readme}";
    }

    /// <summary>WHEEL: the format's version and the tag.</summary>
    public static string Wheel(WheelTag tag) =>
        Lines([
            "Wheel-Version: 1.0",
            "Generator: layer-pipeline",
            $"Root-Is-Purelib: {(tag == WheelTag.Pure ? "true" : "false")}",
            $"Tag: {tag}",
        ]);

    /// <summary>entry_points.txt; empty when there are none.</summary>
    public static string EntryPoints(SampleManifest manifest)
    {
        var text = new StringBuilder();
        foreach (var (group, points) in manifest.EntryPoints)
        {
            var separator = text.Length > 0 ? "\n" : "";
            text.Append(separator).Append(Lines([$"[{group}]", .. points.Select(point => $"{point.Key} = {point.Value}")]));
        }

        return text.ToString();
    }

    /// <summary>top_level.txt: the names that can be imported.</summary>
    public static string TopLevel(IEnumerable<WheelFile> files) =>
        Lines(files.Select(file => file.Path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Extra(string name, IEnumerable<string> requirements) =>
        [$"Provides-Extra: {name}", .. requirements.Select(requirement => $"Requires-Dist: {requirement}; extra == \"{name}\"")];

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
