using System.Text.Json;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Measuring;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Cold;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>Prune, Check and Judge on a run whose layer has a cold store.</summary>
public sealed class ColdRunTests
{
    private const string Prefix = $"runs/{RunFixture.Run}/";

    private static readonly RunInput Input = new() { Run = RunFixture.Run };

    [Fact]
    public async Task The_function_gets_the_tmp_of_a_usual_one_and_probes_fresh_and_then_warm()
    {
        var (_, output) = await CheckedAsync();

        output.TemporaryMegabytes.ShouldBe(512);
        output.Slices.Select(slice => (slice.Index, slice.Count, slice.IsWarm)).ShouldBe([(0, 1, false), (1, 1, true)]);
    }

    [Fact]
    public async Task Both_probes_become_one_report_and_what_inflating_costs_is_kept()
    {
        var (bucket, _) = await CheckedAsync();
        Answer(bucket, 0, "ok", costs: null);
        Answer(bucket, 1, "ok", costs: true);

        (await JudgeAsync(bucket)).Verdict.ShouldBe("publish");

        var costs = JsonSerializer.Deserialize(bucket[Prefix + "cold.json"], MeasuringJson.Default.ColdCosts)!;
        costs.Units.ShouldHaveSingleItem().ShouldBe(new ColdCost("pocket", 0.5, 0.1));
        costs.DiskBytes.ShouldBe(9000);
        costs.Fresh.ShouldBe("1 of 1 modules import, 0 of 0 behaviours work");
        costs.Warm.ShouldBe(costs.Fresh);
    }

    [Theory]
    [InlineData("error", "ok")]
    [InlineData("ok", "error")]
    public async Task What_fails_fresh_or_warm_is_a_regression(string fresh, string warm)
    {
        var (bucket, _) = await CheckedAsync();
        Answer(bucket, 0, fresh, costs: null);
        Answer(bucket, 1, warm, costs: true);

        (await JudgeAsync(bucket)).Verdict.ShouldBe("repair");
    }

    [Fact]
    public async Task A_warm_probe_that_inflated_nothing_proves_nothing()
    {
        var (bucket, _) = await CheckedAsync();
        Answer(bucket, 0, "ok", costs: null);
        Answer(bucket, 1, "ok", costs: null);

        await Should.ThrowAsync<ProbeFailedException>(() => JudgeAsync(bucket));
    }

    [Theory]
    [InlineData(0, 2048, 2, 1, 2)]
    [InlineData(100, 512, 2, 2, 4)]
    [InlineData(500, 512, 1, 4, 8)]
    [InlineData(700, 700, 1, 4, 8)]
    public void What_is_inflated_decides_the_tmp_and_how_the_work_is_cut(int megabytes, int temporary, int processes, int count, int all)
    {
        var cold =
            megabytes == 0
                ? null
                : new ColdReport
                {
                    Units = [new ColdTotal("a", ["a"], 0, (long)megabytes << 20, 1, "zstd", IsImportedAtOnce: false)],
                    StoreBytes = 1,
                    OtherBytes = 1,
                    PlainBytes = 1,
                };
        var baseline = RunFixture.Report();
        baseline = baseline with { Modules = [baseline.Modules[0] with { Seconds = 200 }] };
        var function = new ThrowawayFunction(cold);

        function.TemporaryMegabytes.ShouldBe(temporary);
        function.Place.Processes.ShouldBe(processes);
        var slices = function.Slices(baseline, Planned, combinations: 1);
        slices[0].Count.ShouldBe(count);
        slices.Count.ShouldBe(cold is null ? count : all);
        slices.Count(slice => slice.IsWarm).ShouldBe(cold is null ? 0 : count);
    }

    private static PlannedProbe Planned =>
        new Planner().Plan(new LayerRequest { Packages = ["pocket"] }, new DateOnly(2026, 11, 22))[0].ProbeArguments;

    private static async Task<(MemoryBucket Bucket, CheckOutput Output)> CheckedAsync()
    {
        var request = new LayerRequest
        {
            Packages = ["pocket"],
            Python = ["3.13"],
            ColdStore = new ColdStoreRequest(["pocket"]),
        };
        var bucket = await RunFixture.MakeAsync(request);
        await new PruneFunction(bucket).HandleAsync(Input, InvocationContext.Begin());
        JsonSerializer
            .Deserialize(bucket[Prefix + "prune.json"], PruningJson.Default.PruneReport)!
            .Cold!.Distributions.ShouldBe(["pocket"]);
        return (bucket, await new CheckFunction(bucket).HandleAsync(new CheckInput { Run = RunFixture.Run }, InvocationContext.Begin()));
    }

    private static Task<JudgeOutput> JudgeAsync(MemoryBucket bucket) =>
        new JudgeFunction(bucket).HandleAsync(new JudgeInput { Run = RunFixture.Run, Slices = 2 }, InvocationContext.Begin());

    private static void Answer(MemoryBucket bucket, int slice, string status, bool? costs)
    {
        var report = GzipBase64.Pack(JsonSerializer.SerializeToUtf8Bytes(RunFixture.Report(status), ProbingJson.Default.ProbeReport));
        const string Costs = """
            ,"cold":{"units":[{"name":"pocket","seconds":0.5,"warmSeconds":0.1}],"diskBytes":9000,"memoryBytes":1}
            """;
        bucket.Put($"{Prefix}candidate-0-{slice}.json", $$"""{"report":"{{report}}"{{(costs is true ? Costs : "")}}}""");
    }
}
