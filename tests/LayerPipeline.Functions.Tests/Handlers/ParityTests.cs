using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>The same files of a run give the same answers on AWS and on one machine.</summary>
public sealed class ParityTests : IDisposable
{
    /// <summary>What a front may add to the plan's arguments: where the probe runs, and what else reads the tree there at the same time.</summary>
    private static readonly string[] Where = ["root", "scratch", "pycache", "processes", "slice", "watchAfter", "progress"];

    private readonly LocalRun _local = new();

    public void Dispose() => _local.Dispose();

    [Fact]
    public async Task Check_writes_the_same_gates()
    {
        var bucket = await RunFixture.MakeAsync();
        await new PruneFunction(bucket).HandleAsync(new RunInput { Run = RunFixture.Run }, InvocationContext.Begin());
        await new CheckFunction(bucket).HandleAsync(new CheckInput { Run = RunFixture.Run }, InvocationContext.Begin());
        _local.Take(bucket, but: RunFiles.Check);

        await _local.StepAsync("check");

        _local.Text(RunFiles.Check).ShouldBe(OnAws(bucket, RunFiles.Check));
    }

    [Theory]
    [InlineData("ok", "publish", "record")]
    [InlineData("error", "repair", "prune again")]
    public async Task Judge_gives_the_same_verdict_and_puts_the_same_files_back(string status, string verdict, string words)
    {
        var bucket = await RunFixture.ProbedAsync(status);
        (await RunFixture.JudgeAsync(bucket)).Verdict.ShouldBe(verdict);
        _local.Take(bucket, but: RunFiles.Repair);

        var output = await _local.StepAsync("judge");

        output.ShouldContain(words);
        _local.Text(RunFiles.Repair).ShouldBe(OnAws(bucket, RunFiles.Repair));
    }

    [Fact]
    public async Task Record_writes_the_same_manifest_but_for_the_published_version()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        var input = new RecordInput
        {
            Run = RunFixture.Run,
            Target = "pocket/python3.13/x86_64",
            Execution = "execution",
            LayerVersionArn = "arn:1",
            CodeSha256 = "",
        };
        await new RecordFunction(bucket).HandleAsync(input, InvocationContext.Begin());
        _local.Take(bucket, but: RunFiles.Manifest);

        await _local.StepAsync("record");

        var onAws = JsonNode.Parse(OnAws(bucket, RunFiles.Manifest))!.AsObject();
        onAws.Remove("layerVersionArn").ShouldBeTrue();
        var local = JsonNode.Parse(_local.Text(RunFiles.Manifest))!.AsObject();
        local.ToJsonString().ShouldBe(onAws.ToJsonString());
        local["proven"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_probes_of_raw_packages_and_layer_are_told_the_same_on_both_sides()
    {
        var python = LocalRun.PythonOrSkip();
        var bucket = await KernelsRunAsync(python);
        var checkedLayer = await new CheckFunction(bucket).HandleAsync(new CheckInput { Run = RunFixture.Run }, InvocationContext.Begin());
        _local.Take(bucket, but: "");
        var interpreter = _local.WatchedInterpreter();

        await _local.StepAsync("probe-layer", "--interpreter", interpreter);
        var layer = _local.ProbeArguments();
        await _local.StepAsync("probe-raw", "--interpreter", interpreter);
        var raw = _local.ProbeArguments();

        var function = JsonNode.Parse(GzipBase64.Unpack(checkedLayer.Arguments).Span)!.AsObject();
        function["runtimeLibraries"].ShouldBeNull("the function has the runtime's libraries, and no others to hide");
        var libraries = JsonNode.Parse(_local.Text(RunFiles.Plan))!["probeArguments"]!["runtimeLibraries"].ShouldNotBeNull();
        layer["runtimeLibraries"].ShouldNotBeNull().ToJsonString().ShouldBe(libraries.ToJsonString());
        function["runtimeLibraries"] = libraries.DeepClone();

        (function["hidden"]?.AsArray() ?? []).ShouldBeEmpty("the function has no libraries of the build's system to hide");
        var opened = JsonNode.Parse(_local.Text(RunFiles.Baseline))!["libraries"]!["opened"]!.AsObject().Select(library => library.Key);
        layer["hidden"].ShouldNotBeNull().AsArray().Select(path => path!.GetValue<string>()).ShouldBe(opened.Order(StringComparer.Ordinal));
        layer.Remove("hidden");
        function.Remove("hidden");

        var container = await _local.BuildContainerArgumentsAsync();
        raw["hidden"].ShouldNotBeNull().AsArray().ShouldBeEmpty("nothing was handed on before the baseline told what was opened");
        raw["values"].ShouldNotBeNull().AsObject().ShouldBeEmpty();
        raw["failed"].ShouldNotBeNull().AsArray().ShouldBeEmpty();
        foreach (var ofBaseline in new[] { "hidden", "values", "failed" })
        {
            container[ofBaseline].ShouldBeNull();
            raw.Remove(ofBaseline);
        }

        Told(layer).ShouldBe(Told(function));
        Told(raw).ShouldBe(Told(container));
        layer["modules"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("pocket");
        layer["coreTypes"]!.AsArray().Count.ShouldBeGreaterThan(1, "the kernels tier is proven under each kept core");
        layer["probes"]!.AsArray().ShouldHaveSingleItem();
    }

    private static async Task<MemoryBucket> KernelsRunAsync(string python)
    {
        var bucket = await RunFixture.MakeAsync(
            new LayerRequest
            {
                Packages = ["pocket"],
                Python = [python],
                Architecture = [RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64"],
                Prune = new PruneRequest { UpTo = "kernels" },
                Probes = ["import pocket"],
            }
        );
        await new PruneFunction(bucket).HandleAsync(new RunInput { Run = RunFixture.Run }, InvocationContext.Begin());
        return bucket;
    }

    private static string OnAws(MemoryBucket bucket, string file) =>
        System.Text.Encoding.UTF8.GetString(bucket[BucketKeys.Run(RunFixture.Run) + file]);

    private static string Told(JsonObject arguments) =>
        string.Join(
            '\n',
            arguments
                .Where(argument => !Where.Contains(argument.Key))
                .OrderBy(argument => argument.Key, StringComparer.Ordinal)
                .Select(argument => $"{argument.Key}: {argument.Value?.ToJsonString()}")
        );
}
