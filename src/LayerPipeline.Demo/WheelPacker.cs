using System.Text;

namespace LayerPipeline.Demo;

/// <summary>Makes a wheel of a sample, as a build backend would.</summary>
public static class WheelPacker
{
    /// <summary>Writes the wheel into a folder and returns its path.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="extensions">Its compiled modules.</param>
    /// <param name="tag">What the wheel runs on.</param>
    /// <param name="wheelFolder">An existing folder.</param>
    public static string Pack(Sample sample, IEnumerable<WheelFile> extensions, WheelTag tag, string wheelFolder)
    {
        var stem = $"{Escaped(sample.Manifest.Name)}-{sample.Manifest.Version}";
        var path = Path.Combine(wheelFolder, $"{stem}-{tag}.whl");
        using var output = File.Create(path);
        WheelArchive.Write(output, Files(sample, extensions, tag, $"{stem}.dist-info"));
        return path;
    }

    private static List<WheelFile> Files(Sample sample, IEnumerable<WheelFile> extensions, WheelTag tag, string info)
    {
        var files = sample.SourceFiles().Concat(extensions).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var topLevel = WheelMetadata.TopLevel(files);
        files.Add(new WheelFile($"{info}/licenses/LICENSE", File.ReadAllBytes(Path.Combine(sample.Folder, "LICENSE"))));
        files.Add(Text($"{info}/METADATA", WheelMetadata.Metadata(sample.Manifest, Readme(sample))));
        files.Add(Text($"{info}/WHEEL", WheelMetadata.Wheel(tag)));
        if (WheelMetadata.EntryPoints(sample.Manifest) is { Length: > 0 } entryPoints)
        {
            files.Add(Text($"{info}/entry_points.txt", entryPoints));
        }

        files.Add(Text($"{info}/top_level.txt", topLevel));
        // The format asks for .dist-info at the archive's end; RECORD can only be written when all else is known.
        files.Add(Text($"{info}/RECORD", WheelRecord.Text(files, $"{info}/RECORD")));
        return files;
    }

    private static string Readme(Sample sample) => File.ReadAllText(Path.Combine(sample.Folder, "README.md"));

    private static WheelFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    // https://packaging.python.org/en/latest/specifications/binary-distribution-format/#escaping-and-unicode
    private static string Escaped(string name) =>
        string.Join('_', name.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
