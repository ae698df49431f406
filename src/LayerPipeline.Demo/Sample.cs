using System.Text.Json;

namespace LayerPipeline.Demo;

/// <summary>
/// A package whose sources are checked in: <c>sample.json</c>, <c>README.md</c>, <c>LICENSE</c>, and below <c>src</c>
/// exactly what goes into site-packages.
/// </summary>
/// <param name="Folder">Full path of the sample.</param>
/// <param name="Manifest">What sample.json says.</param>
public sealed record Sample(string Folder, SampleManifest Manifest)
{
    private const string ManifestName = "sample.json";

    /// <summary>Full path of the folder that holds the packages.</summary>
    public string SourceFolder => Path.Combine(Folder, "src");

    /// <summary>Reads every sample in a folder, in the order of their names.</summary>
    /// <exception cref="DemoException">There is no sample there, or one is damaged.</exception>
    public static IReadOnlyList<Sample> ReadAll(string samplesFolder)
    {
        var folders = Directory.Exists(samplesFolder)
            ? Directory.GetDirectories(samplesFolder).Where(folder => File.Exists(Path.Combine(folder, ManifestName)))
            : [];
        var samples = folders.Order(StringComparer.Ordinal).Select(Read).ToList();
        return samples.Count > 0
            ? samples
            : throw new DemoException(
                $"No samples were found in {samplesFolder}. They must be in the program's folder; build or publish the program again to copy them there."
            );
    }

    /// <summary>Everything below <c>src</c>, with paths as in a wheel.</summary>
    public IEnumerable<WheelFile> SourceFiles() =>
        from path in Directory.EnumerateFiles(SourceFolder, "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(SourceFolder, path).Replace(Path.DirectorySeparatorChar, '/')
        // Somebody may have run the sources where they are.
        where !name.Contains("__pycache__/", StringComparison.Ordinal)
        select new WheelFile(name, File.ReadAllBytes(path));

    private static Sample Read(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), DemoJson.Default.SampleManifest);
            return new Sample(Path.GetFullPath(folder), manifest ?? throw new JsonException("null"));
        }
        catch (JsonException exception)
        {
            throw new DemoException($"{path} is not a valid description of a sample: {exception.Message}", exception);
        }
    }
}
