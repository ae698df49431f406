using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Tests.Pipeline;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

/// <summary>A layer with a cold store is judged where nothing can be tried on the plain layer, as on AWS.</summary>
public sealed class ColdJudgeTests
{
    [Fact]
    public async Task A_cold_distribution_whose_own_module_fails_is_hot_in_the_next_round()
    {
        var judgement = await JudgeAsync("pkg", Error("it looks for a file by its path"));

        judgement.Verdict.ShouldBe(Verdict.Repair);
        judgement.Log.Hot!.Keys.ShouldBe(["pkg"]);
        judgement.Restored().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cold_distribution_that_the_failure_of_another_names_is_hot_in_the_next_round() =>
        (await JudgeAsync("pkg", Error("/opt/python/other/table.txt is not there"), distribution: "third")).Log.Hot!.Keys.ShouldBe([
            "other",
        ]);

    [Fact]
    public async Task A_failure_that_names_a_removed_file_restores_it_and_leaves_the_store_alone()
    {
        var judgement = await JudgeAsync(
            "pkg",
            new ProbeError
            {
                Type = "ModuleNotFoundError",
                Message = "No module named 'pkg.tests'",
                MissingModule = "pkg.tests",
            },
            Removed("pkg/tests.py")
        );

        judgement.Restored().ShouldBe(["pkg/tests.py"]);
        judgement.Log.Hot.ShouldBeNull();
    }

    [Fact]
    public async Task Where_nothing_else_can_be_done_all_is_hot_before_the_build_stops() =>
        (await JudgeAsync("third", Error("?"), distribution: "third")).Log.Hot!.Keys.Order().ShouldBe(["other", "pkg"]);

    private static ProbeError Error(string message) => new() { Type = "RuntimeError", Message = message };

    private static Task<Judgement> JudgeAsync(string module, ProbeError error, params EntryDecision[] entries) =>
        JudgeAsync(module, error, "pkg", entries);

    private static async Task<Judgement> JudgeAsync(string module, ProbeError error, string distribution, params EntryDecision[] entries)
    {
        var run = new MemoryRun();
        var pruned = Pruned(entries) with
        {
            Cold = new ColdReport
            {
                Units = [Unit("other"), Unit("pkg")],
                StoreBytes = 1,
                OtherBytes = 1,
                PlainBytes = 1,
            },
        };
        await run.WriteJsonAsync(RunFiles.Prune, pruned, PruningJson.Default.PruneReport, CancellationToken.None);
        await run.WriteJsonAsync(
            RunFiles.Baseline,
            Report(module, distribution, null),
            ProbingJson.Default.ProbeReport,
            CancellationToken.None
        );
        var candidate = Report(module, distribution, error);
        await run.WriteJsonAsync(RunFiles.Candidate, candidate, ProbingJson.Default.ProbeReport, CancellationToken.None);
        return await JudgeStep.RunAsync(run, CancellationToken.None);
    }

    private static ColdTotal Unit(string name) => new(name, [name], 1, 1, 1, "zstd", IsImportedAtOnce: false);

    private static ProbeReport Report(string module, string distribution, ProbeError? error) =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules =
            [
                new ProbeResult
                {
                    Id = module,
                    Distribution = distribution,
                    Status = error is null ? "ok" : "error",
                    Error = error,
                },
            ],
            Behaviours = [],
        };
}
