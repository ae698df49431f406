using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Tests.Pipeline;
using Shouldly;
using Xunit;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

/// <summary>Numbers of one processor say nothing about those of another.</summary>
public sealed class NumberComparisonTests
{
    private static readonly ProbeProcessor Wide = new() { Features = ["avx2", "avx512f"] };
    private static readonly ProbeProcessor Narrow = new() { Features = ["avx2"] };

    [Fact]
    public async Task Other_numbers_on_a_processor_with_other_features_are_published_and_told()
    {
        var judgement = await JudgeAsync(Report(Wide, "1f"), Report(Narrow, "2e"));

        judgement.Verdict.ShouldBe(Verdict.Publish);
        judgement.Regressions.ShouldBeEmpty();
        judgement.NotComparable.ShouldBe(["pkg/numeric/sums"]);
    }

    [Fact]
    public async Task Other_numbers_with_equal_features_are_repaired()
    {
        var judgement = await JudgeAsync(Report(Narrow, "1f"), Report(Narrow with { Features = ["avx2"] }, "2e"));

        judgement.Verdict.ShouldBe(Verdict.Repair);
        judgement.NotComparable.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_is_repaired_whatever_the_processors()
    {
        var failed = Report(Narrow, "1f");
        failed = failed with { Behaviours = [failed.Behaviours[0] with { Status = "error", Value = null }] };

        var judgement = await JudgeAsync(Report(Wide, "1f"), failed);

        judgement.Verdict.ShouldBe(Verdict.Repair);
        judgement.NotComparable.ShouldBeEmpty();
    }

    [Fact]
    public async Task Equal_numbers_on_different_processors_are_a_proof()
    {
        var judgement = await JudgeAsync(Report(Wide, "1f"), Report(Narrow, "1f"));

        judgement.Verdict.ShouldBe(Verdict.Publish);
        judgement.NotComparable.ShouldBeEmpty();
    }

    [Fact]
    public void A_number_that_is_there_on_one_side_only_is_a_regression_on_any_processor() =>
        ProbeComparison.Compare(Report(Wide, "1f"), Report(Narrow, value: null), _ => false).ShouldHaveSingleItem();

    [Fact]
    public void Numbers_that_were_asked_for_otherwise_are_not_comparable()
    {
        var common = new Dictionary<string, string> { ["CORE"] = "SMALL" };

        ProbeComparison.NotComparable(Report(Narrow, "1f"), Report(Narrow with { Common = common }, "2e")).Count.ShouldBe(1);
    }

    [Fact]
    public void A_report_that_does_not_know_its_processor_is_comparable_with_its_like_only()
    {
        ProbeComparison.NotComparable(Report(processor: null, "1f"), Report(Narrow, "2e")).Count.ShouldBe(1);
        ProbeComparison.NotComparable(Report(processor: null, "1f"), Report(processor: null, "2e")).ShouldBeEmpty();
    }

    [Fact]
    public void Slices_that_ran_on_different_processors_are_each_held_against_their_own()
    {
        var merged = ProbeReport.Merge([Report(Wide, "2e"), Report(Narrow, "2e", "pkg/numeric/products")]);

        merged.Processor.ShouldBe(Wide);
        ProbeComparison.NotComparable(Both(Wide), merged).ShouldBe(["pkg/numeric/products"]);
        ProbeComparison.Compare(Both(Wide), merged, _ => false).ShouldHaveSingleItem().Id.ShouldBe("pkg/numeric/sums");
    }

    [Fact]
    public void The_gate_warns_of_numbers_that_prove_nothing()
    {
        var gate = ProbeGates.Check(Report(Wide, "1f"), Report(Narrow, "2e"), _ => false)[1];

        gate.Status.ShouldBe(GateStatus.Warn);
        gate.Measured.ShouldBe("1 of 1 behaviours that worked before; the numbers of 1 are not comparable");
        gate.Message.ShouldContain("pkg/numeric/sums");
    }

    private static async Task<Judgement> JudgeAsync(ProbeReport baseline, ProbeReport candidate)
    {
        var run = new MemoryRun();
        await run.WriteJsonAsync(RunFiles.Baseline, baseline, ProbingJson.Default.ProbeReport, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Candidate, candidate, ProbingJson.Default.ProbeReport, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Prune, Pruned(Removed("pkg/a.h")), PruningJson.Default.PruneReport, CancellationToken.None);
        return await JudgeStep.RunAsync(run, CancellationToken.None);
    }

    private static ProbeReport Both(ProbeProcessor processor)
    {
        var one = Report(processor, "1f", "pkg/numeric/products");
        return one with { Behaviours = [.. one.Behaviours, .. Report(processor, "1f").Behaviours] };
    }

    private static ProbeReport Report(ProbeProcessor? processor, string? value, string id = "pkg/numeric/sums") =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Processor = processor,
            Modules = [],
            Behaviours =
            [
                new ProbeResult
                {
                    Id = id,
                    Distribution = "pkg",
                    Status = "ok",
                    Value = value,
                },
            ],
        };
}
