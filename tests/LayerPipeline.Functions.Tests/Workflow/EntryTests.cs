using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The throwaway function's entry point.</summary>
public sealed class EntryTests
{
    [Fact]
    public async Task The_start_of_the_runtime_is_counted_from_the_start_of_its_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        var run = await SayAsync("time.sleep(0.3)", "print(entry.BOOT)");

        // Ticks are hundredths of a second.
        var boot = double.Parse(run.StandardOutput, CultureInfo.InvariantCulture);
        boot.ShouldBeGreaterThan(0.29);
        boot.ShouldBeLessThan(run.RunTime.TotalSeconds + 0.02);
    }

    /// <summary>A state of the workflow holds no more, and failures matter more than times.</summary>
    [Theory]
    [InlineData(4_000, 0, true, 2000)]
    [InlineData(60_000, 0, false, 2000)]
    [InlineData(4_000, 400, false, 200)]
    public async Task An_answer_that_is_too_long_leaves_out_times_before_it_shortens_messages(
        int figures,
        int failures,
        bool areToldOf,
        int length
    )
    {
        var run = await SayAsync(
            "",
            $$"""
            import random
            random.seed(1)
            word = lambda length: "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=length))
            times = [("package." + word(20), random.random()) for _ in range({{figures}})]
            def fake(event, context):
                error = lambda: {"message": word(2000), "frames": ["a:1"]}
                return {
                    "modules": [{"id": word(20), "opened": ["x"], "error": error()} for _ in range({{failures}} + 1)],
                    "behaviours": [],
                    "starts": [{"id": "a", "times": dict(times)}],
                    "asked": event["moduleTimes"],
                }
            entry.probe.handler = fake
            empty = base64.b64encode(gzip.compress(b"{}")).decode()
            part = {"index": 0, "count": 1}
            said = entry.handler({"arguments": empty, "slice": part}, None)["report"]
            report = json.loads(gzip.decompress(base64.b64decode(said)))
            print(len(said), report["asked"], "times" in report["starts"][0], len(report["modules"][0]["error"]["message"]))
            """
        );

        var words = run.StandardOutput.Split();
        int.Parse(words[0], CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(200_000);
        int.Parse(words[1], CultureInfo.InvariantCulture).ShouldBe(4_000);
        words[2].ShouldBe(areToldOf ? "True" : "False");
        int.Parse(words[3], CultureInfo.InvariantCulture).ShouldBe(length);
    }

    private static async Task<BufferedCommandResult> SayAsync(string before, string code)
    {
        var python = await Interpreters.FindOrSkipAsync();
        var folder = Path.GetDirectoryName(Repository.Find("src/Workflow/entry.py"))!;
        var probing = Repository.Find("src/LayerPipeline/Probing/probe/__init__.py");
        var all = $"""
            import base64, gzip, json, sys, time
            {before}
            sys.dont_write_bytecode = True
            sys.path[0:0] = [{Literal(folder)}, {Literal(Path.GetDirectoryName(Path.GetDirectoryName(probing)!)!)}]
            import entry
            {code}
            """;
        return await CliWrap.Cli.Wrap(python).WithArguments(["-I", "-c", all]).ExecuteBufferedAsync();
    }

    private static string Literal(string path) => System.Text.Json.JsonSerializer.Serialize(path);
}
