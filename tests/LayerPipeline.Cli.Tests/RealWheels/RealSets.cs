using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>Builds of real packages, each made once, from the folder of wheels that LAYERPIPELINE_WHEELS names.</summary>
public sealed class RealSets : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("layer-pipeline-real-");
    private readonly ConcurrentDictionary<string, Lazy<Task<RealBuild>>> _builds = new(StringComparer.Ordinal);

    /// <summary>The build of a requirements file in that folder; skips the test where folder or interpreter are missing.</summary>
    internal async Task<RealBuild> BuildAsync(string set, string python, params string[] switches)
    {
        var wheels = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(wheels), "LAYERPIPELINE_WHEELS names no folder of wheels");
        Assert.SkipUnless(File.Exists(Path.Combine(wheels, set + ".txt")), $"LAYERPIPELINE_WHEELS has no {set}.txt");
        var interpreter = await TestInterpreter.OfOrSkipAsync(python);
        var key = string.Join('-', [set, .. switches]).Replace("--", "", StringComparison.Ordinal);
        var build = _builds.GetOrAdd(key, _ => new(() => BuildAsync(wheels, set, key, interpreter.Path, python, switches)));
        return await build.Value;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<RealBuild> BuildAsync(string wheels, string set, string name, string interpreter, string python, string[] switches)
    {
        var folder = Path.Combine(_folder.FullName, name);
        string[] request = ["build", "-r", Path.Combine(wheels, set + ".txt"), "--python", python, "--name", set];
        string[] where = ["--find-links", wheels, "--no-index", "--interpreter", interpreter, "--output", folder];
        // One set is measured; the others need not take that time.
        string[] quick = switches.Length == 0 && set == "modern" ? [] : ["--no-measure"];
        var run = await CliRun.RunAsync([
            .. request,
            .. where,
            .. quick,
            .. switches.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
        ]);
        return new RealBuild(folder, run);
    }
}

/// <summary>A finished build.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Run">How it ended.</param>
internal sealed record RealBuild(string Folder, CliRun Run)
{
    public LayerManifest Manifest => Read(RunFiles.Manifest, RecordingJson.Default.LayerManifest);

    public PruneReport Pruned => Read(RunFiles.Prune, PruningJson.Default.PruneReport);

    public ProbeReport Baseline => Read(RunFiles.Baseline, ProbingJson.Default.ProbeReport);

    public ProbeReport Candidate => Read(RunFiles.Candidate, ProbingJson.Default.ProbeReport);

    public RepairLog Repair => Read(RunFiles.Repair, PruningJson.Default.RepairLog);

    public InstallReport Install => Read(RunFiles.Install, InstallingJson.Default.InstallReport);

    public long BytesWithoutBytecode => Manifest.Bytes - (Manifest.Bytecode?.Bytes ?? 0);

    public string this[string file] => Path.Combine(Folder, file);

    private T Read<T>(string name, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(File.ReadAllBytes(this[name]), type)!;
}

/// <summary>One after the other: each build takes both processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealWheelsGroup : ICollectionFixture<RealSets>
{
    public const string Name = "real wheels";
}
