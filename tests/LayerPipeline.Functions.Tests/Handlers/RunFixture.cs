using System.Text;
using System.Text.Json;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>A run of one small package, as the build leaves it.</summary>
internal static class RunFixture
{
    public const string Run = "small";

    public static async Task<MemoryBucket> MakeAsync(LayerRequest? request = null)
    {
        var bucket = new MemoryBucket();
        var run = bucket.Run(Run);
        var plan = new Planner().Plan(request ?? new LayerRequest { Packages = ["pocket"], Python = ["3.13"] }, new DateOnly(2026, 11, 22))[
            0
        ];
        await run.WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Baseline, Report(), ProbingJson.Default.ProbeReport, CancellationToken.None);
        return bucket
            .Put($"runs/{Run}/raw.zip", await RawAsync())
            .Put(
                $"runs/{Run}/pip-report.json",
                """
                {"version": "1", "pip_version": "25.0", "environment": {"python_full_version": "3.13.0"}, "install": [{
                  "download_info": {"url": "https://x/pocket-1.0-py3-none-any.whl", "archive_info": {"hashes": {"sha256": "00"}}},
                  "requested": true, "metadata": {"name": "pocket", "version": "1.0"}}]}
                """
            );
    }

    public static ProbeReport Report(string status = "ok") =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules =
            [
                new ProbeResult
                {
                    Id = "pocket",
                    Distribution = "pocket",
                    Status = status,
                    Opened = ["pocket/__init__.py", "pocket/tests/data.txt"],
                    Error =
                        status == "ok"
                            ? null
                            : new ProbeError
                            {
                                Type = "FileNotFoundError",
                                Message = "no file",
                                MissingFile = "pocket/tests/test_it.py",
                            },
                },
            ],
            Behaviours = [],
        };

    /// <summary>A run that was pruned, checked and probed, with what came of the probe.</summary>
    public static async Task<MemoryBucket> ProbedAsync(string status)
    {
        var bucket = await MakeAsync();
        await new PruneFunction(bucket).HandleAsync(new RunInput { Run = Run }, InvocationContext.Begin());
        await new CheckFunction(bucket).HandleAsync(new CheckInput { Run = Run }, InvocationContext.Begin());
        var report = JsonSerializer.SerializeToUtf8Bytes(Report(status), ProbingJson.Default.ProbeReport);
        var slice = new SliceReport { Report = GzipBase64.Pack(report) };
        return bucket.Put($"runs/{Run}/candidate-0-0.json", JsonSerializer.SerializeToUtf8Bytes(slice, FunctionsJson.Default.SliceReport));
    }

    public static Task<JudgeOutput> JudgeAsync(MemoryBucket bucket) =>
        new JudgeFunction(bucket).HandleAsync(new JudgeInput { Run = Run, Slices = 1 }, InvocationContext.Begin());

    private static async Task<byte[]> RawAsync()
    {
        const string Record = "pocket/__init__.py,,\npocket/tests/data.txt,,\npocket/tests/test_it.py,,\npocket-1.0.dist-info/RECORD,,\n";
        using var zip = new MemoryStream();
        var writer = new ZipWriter(zip);
        foreach (
            var (name, content) in new[]
            {
                ("python/pocket-1.0.dist-info/RECORD", Record),
                ("python/pocket/__init__.py", new string('x', 5000)),
                ("python/pocket/tests/data.txt", "data"),
                ("python/pocket/tests/test_it.py", new string('t', 3000)),
            }
        )
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, Encoding.UTF8.GetBytes(content)), CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return zip.ToArray();
    }
}
