using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>Real packages twice on disk: as a layer that keeps one of them in a cold store, and as the plain tree of it.</summary>
public sealed class RealColdLayer : IDisposable
{
    /// <summary>What needs no process of its own: to import real packages takes longer than all of these. Threads come first, as the
    /// packages are not imported yet.</summary>
    private static readonly string[] Together =
    [
        "many_threads",
        "values",
        "attributes",
        "resources",
        "metadata",
        "source",
        "pickles",
        "tracebacks",
        "threadpools",
        "runs",
        "reloads",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("layer-pipeline-cold-");
    private readonly ConcurrentDictionary<string, Lazy<Task<string[]>>> _printed = new(StringComparer.Ordinal);
    private readonly Lazy<Task> _made;

    public RealColdLayer() => _made = new Lazy<Task>(MakeAsync);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What a behaviour prints on both trees; the test is skipped where wheels or the interpreter are missing.</summary>
    public async Task<(string Plain, string Cold)> BehaveAsync(string behaviour)
    {
        await _made.Value;
        string[] names = Together.Contains(behaviour) ? Together : [behaviour];
        var at = Array.IndexOf(names, behaviour);
        var both = await Task.WhenAll(PrintedAsync(names, "plain"), PrintedAsync(names, "layer"));
        return (both[0][at], both[1][at]);
    }

    private Task<string[]> PrintedAsync(string[] names, string tree) =>
        _printed.GetOrAdd($"{names[0]} {tree}", _ => new(() => RunAsync(names, tree))).Value;

    private async Task MakeAsync()
    {
        var wheels = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(wheels), "LAYERPIPELINE_WHEELS names no folder of wheels");
        var python = await TestInterpreter.OfOrSkipAsync("3.13");
        // Nothing is pruned and nothing probed: what is looked at is the store alone.
        string[] request = ["numpy", "scipy", "threadpoolctl", "--python", "3.13", "--cold-store", "scipy", "--up-to", "residue"];
        await RunAsync("plan", [.. request, "--bytecode", "none", "--output", this["run"]]);
        await RunAsync("step", "install", this["run"], "--find-links", wheels, "--no-index", "--interpreter", python.Path);
        await RunAsync("prune", this["run/raw.zip"], "--plan", this["run/plan.json"], "--no-evidence");
        await RunAsync("inflate", this["run/layer.zip"], this["plain"]);
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(this["run/layer.zip"], this["layer"]);
        Directory.CreateDirectory(this["tmp"]);
    }

    private string this[string name] => Path.Combine(_folder.FullName, name);

    private static async Task RunAsync(string verb, params string[] arguments)
    {
        var run = await CliRun.RunAsync([verb, .. arguments]);
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
    }

    private async Task<string[]> RunAsync(string[] names, string tree)
    {
        var root = Path.Combine(this[tree], "python");
        var python = await TestInterpreter.OfOrSkipAsync("3.13");
        var result = await CliWrap
            .Cli.Wrap(python.Path)
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "RealWheels", "cold_behaviours.py"), root, .. names])
            .WithEnvironmentVariables(variables =>
                variables.Set("TMPDIR", this["tmp"]).Set("PYTHONPYCACHEPREFIX", this["pycache"]).Set("PYTHONPATH", null)
            )
            .WithWorkingDirectory(_folder.FullName)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        result.ExitCode.ShouldBe(0, result.StandardError);
        return result.StandardOutput.Replace(root, "<tree>", StringComparison.Ordinal).Split('\n');
    }
}
