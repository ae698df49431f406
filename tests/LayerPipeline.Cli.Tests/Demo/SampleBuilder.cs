using System.Text.Json.Nodes;

namespace LayerPipeline.Cli.Tests.Demo;

/// <summary>Writes a small sample folder.</summary>
internal sealed class SampleBuilder(string samplesFolder, string name = "tiny-sample")
{
    private readonly JsonObject _manifest = new()
    {
        ["name"] = name,
        ["version"] = "1.0",
        ["summary"] = "A sample.",
        ["requiresPython"] = ">=3.10",
        ["license"] = "MIT",
    };
    private readonly Dictionary<string, string> _files = new() { ["tinysample/__init__.py"] = "" };

    public SampleBuilder With(string path, string content)
    {
        _files[path] = content;
        return this;
    }

    public SampleBuilder With(string field, JsonNode value)
    {
        _manifest[field] = value;
        return this;
    }

    public SampleBuilder WithExtension(string source) =>
        With("tinysample/_native.c", source)
            .With("extensions", new JsonArray(JsonNode.Parse("""{"module": "tinysample._native", "sources": ["tinysample/_native.c"]}""")));

    public void Write()
    {
        var folder = Path.Combine(samplesFolder, name);
        Write(folder, "sample.json", _manifest.ToJsonString());
        Write(folder, "README.md", "# Sample\n");
        Write(folder, "LICENSE", "MIT License\n");
        foreach (var (path, content) in _files)
        {
            Write(Path.Combine(folder, "src"), path, content);
        }
    }

    private static void Write(string folder, string path, string content)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
