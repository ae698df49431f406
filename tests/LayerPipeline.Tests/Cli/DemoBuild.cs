using System.Text.Json;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Pruning;
using LayerPipeline.Recording;

namespace LayerPipeline.Tests.Cli;

/// <summary>The demo, built twice: once for people, once for machines. Skips the tests where there is no Python.</summary>
public sealed class DemoBuild : IAsyncLifetime
{
    private CliFolders? _folders;

    internal CliRun Plain { get; private set; } = new(-1, "", "");

    internal CliRun Json { get; private set; } = new(-1, "", "");

    internal string Folder => _folders!["out/demo"];

    internal byte[] FirstLayer { get; private set; } = [];

    internal PruneReport Pruned => JsonSerializer.Deserialize(Read(Folder, RunFiles.Prune), PruningJson.Default.PruneReport)!;

    internal IReadOnlyList<string> Below(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_folders![folder], "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_folders[folder], path))
                .Order(StringComparer.Ordinal),
        ];

    internal static LayerManifest Manifest(string folder) =>
        JsonSerializer.Deserialize(Read(folder, RunFiles.Manifest), RecordingJson.Default.LayerManifest)!;

    /// <summary>A copy of the finished folder that a test may change.</summary>
    internal string Copy(string name)
    {
        var copy = Directory.CreateDirectory(_folders![name]).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    public async ValueTask InitializeAsync()
    {
        await TestInterpreter.NewestOrSkipAsync();
        _folders = new CliFolders();
        Plain = await CliRun.RunAsync("demo");
        var layer = Path.Combine(Folder, RunFiles.Layer);
        FirstLayer = File.Exists(layer) ? await File.ReadAllBytesAsync(layer) : [];
        Json = await CliRun.RunAsync("demo", "--json");
    }

    public ValueTask DisposeAsync()
    {
        _folders?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));
}
