using CsCheck;
using LayerPipeline.Checking;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning.Deciding;
using static LayerPipeline.Tests.Pruning.Budgeting.BudgetRun;

namespace LayerPipeline.Tests.Pruning.Budgeting;

/// <summary>How far a prune goes for a budget; the step is run whole.</summary>
public sealed class BudgetPlannerTests
{
    [Theory]
    [InlineData(-1, 0, "Pass")]
    [InlineData(0, 0, "Fail")]
    [InlineData(1, 0, "Fail")]
    [InlineData(-1, 200_000_000, "Pass")]
    [InlineData(0, 200_000_000, "Fail")]
    [InlineData(1, 200_000_000, "Fail")]
    public async Task The_gate_is_exact_to_the_byte_with_a_reserve_and_other_layers(long more, long others, string expected)
    {
        var budget = new BudgetRequest
        {
            ReserveBytes = LambdaLimits.UnzippedBytes - others - 5000,
            OtherLayers = others > 0 ? ["arn:aws:lambda:eu-west-1:123456789012:layer:common:7"] : [],
            OtherLayersBytes = others > 0 ? others : null,
        };
        var raw = new TreeFile[] { RawRun.Plain("pkg/a.py", new string('x', (int)(5000 + more))) };
        var request = Request("trim") with { Budget = budget };
        var run = await RawRun.OfAsync(raw, request: request);

        var report = await run.PruneAsync(rules: MadeRules);
        var check = await CheckStep.RunAsync(run, CancellationToken.None);

        report.BytesAfter.ShouldBe(5000 + more);
        check.Gates.Single(gate => gate.Gate == "size").Status.ToString().ShouldBe(expected);
        (report.Ways.Count > 0).ShouldBe(expected == "Fail");
        if (expected == "Fail")
        {
            var error = Should.Throw<BudgetExceededException>(check.ThrowIfFailed);
            error.Shortfall!.MissingBytes.ShouldBe(more + 1);
            error.Message.Contains("200,000,000 of other layers", StringComparison.Ordinal).ShouldBe(others > 0);
        }
    }

    [Fact]
    public async Task The_budget_is_met_by_the_lowest_tier_that_can_and_by_no_more_of_it_than_needed()
    {
        var bytes = await SizesAsync();

        // Every limit around each size that the choices can have: the layer is below it, and with one choice less it would not be.
        foreach (var (chosen, size) in bytes.SkipLast(1))
        {
            (await PruneAsync(size + 1)).BytesAfter.ShouldBe(size, chosen);
        }

        await ShouldChooseAsync(bytes["trim"] + 1, "trim", []);
        await ShouldChooseAsync(bytes["trim"], "data", ["large"]);
        await ShouldChooseAsync(bytes["large"] + 1, "data", ["large"]);
        await ShouldChooseAsync(bytes["large"], "data", ["large", "middle"]);
        await ShouldChooseAsync(bytes["large, middle"], "data", ["large", "middle", "small"]);
        await ShouldChooseAsync(bytes["large, middle, small"], "unused", ["pkg/idle/"]);
    }

    [Fact]
    public async Task What_was_forecast_is_what_is_written_whatever_the_tree()
    {
        await RawRun.Trees.SampleAsync(
            async files =>
            {
                var run = await RawRun.OfAsync(files, prune: new PruneRequest { UpTo = "kernels" });
                var written = (await run.PruneAsync()).BytesAfter;

                // One byte more room is enough, and not one less: else the forecast was wrong in one direction or the other.
                foreach (var (budget, highest) in new[] { (written + 1, "trim"), (written, "kernels") })
                {
                    await WithBudgetAsync(run, budget);
                    var report = await run.PruneAsync();
                    report.BytesAfter.ShouldBe(written);
                    report.Tiers[^1].ShouldBe(highest);
                }
            },
            iter: Effort.Rounds(quick: 25, all: 150),
            threads: 1
        );
    }

    [Fact]
    public async Task Raw_packages_are_written_once_however_many_tiers_are_entered()
    {
        var run = await RunAsync(budget: 1);
        var written = new CountingRun(run);

        await new PruneStep(MadeRules).RunAsync(written, PruneOptions.Default, CancellationToken.None);

        written.Created.ShouldBe([RunFiles.Layer, RunFiles.Prune, RunFiles.Pruned], ignoreOrder: true);
    }

    [Fact]
    public async Task The_plan_is_explained_step_by_step()
    {
        var bytes = await SizesAsync();

        var report = await PruneAsync(bytes["large"] + 1);

        report.Budget!.BudgetBytes.ShouldBe(bytes["large"] + 1);
        report.Budget.ReserveBytes.ShouldBe(LambdaLimits.UnzippedBytes - bytes["large"] - 1);
        report
            .Steps.Select(step => $"{step.Tier} {step.State} {step.Bytes > 0} {string.Join(',', step.Chosen)}".TrimEnd())
            .ShouldBe([
                "residue Entered False",
                "development Entered True",
                "trim Entered True",
                "kernels Entered False",
                "data Entered True large",
                "unused NotNeeded False",
            ]);
        report.Steps[1].Bytes.ShouldBe(500);
        report.Steps[4].Bytes.ShouldBe(400);
        report.Tiers.ShouldBe(["residue", "development", "trim", "kernels", "data"]);
        (await PruneAsync(bytes["trim"] + 1, Request("trim"))).Steps[^1].State.ShouldBe(TierState.NotAllowed);
    }

    [Fact]
    public async Task Smallest_enters_everything_that_is_allowed()
    {
        var request = Request("unused") with
        {
            Prune = new PruneRequest { UpTo = "unused", Smallest = true },
        };

        var report = await PruneAsync(LambdaLimits.UnzippedBytes, request);

        report.Steps.ShouldAllBe(step => step.State == TierState.Entered);
        report.Entries.Count(entry => entry.Action == EntryAction.Removed).ShouldBe(6);
    }

    [Fact]
    public async Task Unused_is_not_possible_where_a_probe_of_the_request_failed_and_the_reason_is_told()
    {
        var run = await RunAsync(budget: 1, baseline: new Baseline().Behaviour("request/1", "error"));

        var report = await run.PruneAsync(rules: MadeRules);

        report.Steps[^1].State.ShouldBe(TierState.NotPossible);
        report.Steps[^1].Reason!.ShouldContain("request/1 failed");
        report.Tiers[^1].ShouldBe("data");
    }

    [Fact]
    public async Task What_repair_restored_never_goes_again()
    {
        var run = await RunAsync(budget: 1);
        var log = new LayerPipeline.Pruning.Restoring.RepairLog
        {
            Restored = [new("python/pkg/large/a.csv", "restored: why"), new("python/pkg/idle/d.py", "restored: why")],
        };
        await run.WriteJsonAsync(RunFiles.Repair, log, PruningJson.Default.RepairLog, CancellationToken.None);

        var report = await run.PruneAsync(rules: MadeRules);

        report
            .Entries.Where(entry => entry.Action != EntryAction.Removed)
            .Select(entry => entry.Path)
            .ShouldBe([
                "python/pkg-1.dist-info/RECORD",
                "python/pkg/__init__.py",
                "python/pkg/idle/d.py",
                "python/pkg/large/a.csv",
                "python/pkg/lib.so",
            ]);
    }

    /// <summary>Bytes of the layer with more and more of what can be chosen.</summary>
    private static async Task<Dictionary<string, long>> SizesAsync()
    {
        var sizes = new Dictionary<string, long> { ["trim"] = (await PruneAsync(LambdaLimits.UnzippedBytes)).BytesAfter };
        foreach (var budget in new[] { 0, -1, -2, -3 })
        {
            var report = await PruneAsync(sizes.Values.Min());
            var step = report.Steps.Last(step => step.State == TierState.Entered);
            sizes.Add(string.Join(", ", step.Chosen), report.BytesAfter);
        }

        return sizes;
    }

    private static async Task ShouldChooseAsync(long budget, string tier, string[] chosen)
    {
        var report = await PruneAsync(budget);

        report.Tiers[^1].ShouldBe(tier);
        report.BytesAfter.ShouldBeLessThan(budget);
        report.Steps.Last(step => step.State == TierState.Entered).Chosen.ShouldBe(chosen);
    }

    private sealed class CountingRun(MemoryRun run) : IRunStore
    {
        public List<string> Created { get; } = [];

        public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken) =>
            run.OpenAsync(name, cancellationToken);

        public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken)
        {
            Created.Add(name);
            return run.CreateAsync(name, cancellationToken);
        }
    }
}
