using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>The files of a run in a folder, and the command line that works on them.</summary>
internal sealed class LocalRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parity-");

    private string Run => _folder.CreateSubdirectory("run").FullName;

    private string SeenArguments => Path.Combine(_folder.FullName, "seen.json");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Major and minor version of <c>python3</c>; skips the test where it is none that Lambda has.</summary>
    public static string PythonOrSkip()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux proves a layer.");
        var version = Python("import sys; print('%d.%d' % sys.version_info[:2])", "").GetAwaiter().GetResult().Trim();
        Assert.SkipUnless(version is "3.10" or "3.11" or "3.12" or "3.13" or "3.14", $"python3 is {version}.");
        return version;
    }

    /// <summary>Copies a run's files from the bucket, but for one.</summary>
    public void Take(MemoryBucket bucket, string but)
    {
        var prefix = BucketKeys.Run(RunFixture.Run);
        foreach (var key in bucket.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && key != prefix + but))
        {
            File.WriteAllBytes(Path.Combine(Run, key[prefix.Length..]), bucket[key]);
        }
    }

    public string Text(string file) => File.ReadAllText(Path.Combine(Run, file));

    /// <summary>Runs one step, and returns what it prints.</summary>
    public async Task<string> StepAsync(string step, params string[] more)
    {
        var result = await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "layer-pipeline.dll"), "step", step, Run, .. more])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        result.ExitCode.ShouldBe(0, result.StandardOutput + result.StandardError);
        return result.StandardOutput;
    }

    /// <summary>python3, which keeps what the probe is told where <see cref="ProbeArguments"/> finds it.</summary>
    public string WatchedInterpreter()
    {
        return Script.Write(
            Path.Combine(_folder.FullName, "python-watched"),
            $"for each in \"$@\"; do case $each in *probe-arguments.json) cp \"$each\" '{SeenArguments}';; esac; done\nexec python3 \"$@\""
        );
    }

    /// <summary>What the probe of the last step was told.</summary>
    public JsonObject ProbeArguments()
    {
        var arguments = JsonNode.Parse(File.ReadAllText(SeenArguments))!.AsObject();
        File.Delete(SeenArguments);
        return arguments;
    }

    /// <summary>What the build container tells the probe of the same plan.</summary>
    public async Task<JsonObject> BuildContainerArgumentsAsync()
    {
        var folder = JsonSerializer.Serialize(Path.GetDirectoryName(Repository.Find("src/Workflow/build.py")));
        var code = $"""
            import json, sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, {folder})
            import build
            print(json.dumps(build.probe_arguments(json.load(sys.stdin), "/root", "/scratch", "/bytecode")))
            """;
        return JsonNode.Parse(await Python(code, Text("plan.json")))!.AsObject();
    }

    private static async Task<string> Python(string code, string input)
    {
        var result = await CliWrap
            .Cli.Wrap("python3")
            .WithArguments(["-c", code])
            .WithStandardInputPipe(PipeSource.FromString(input))
            .ExecuteBufferedAsync();
        return result.StandardOutput;
    }
}
