using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Installing;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;
using static LayerPipeline.Tests.Pruning.Budgeting.BudgetRun;

namespace LayerPipeline.Tests.Pruning.Budgeting;

/// <summary>What a user is told of a layer that does not fit; the step is run whole.</summary>
public sealed class WaysOnTests
{
    [Fact]
    public async Task When_nothing_fits_the_ways_on_are_ranked_by_what_they_save()
    {
        var report = await PruneAsync(9000, Request("residue"), Installed());

        report.Ways[0].Kind.ShouldBe(WayKind.Reserve);
        report
            .Ways.Where(way => way.Kind is WayKind.Tier or WayKind.Rule)
            .Select(way => $"{way.Kind} {way.Name}")
            .ShouldBe(["Tier trim", "Tier data", "Tier development", "Rule large", "Tier unused", "Rule middle", "Rule small"]);
        report
            .Ways.Where(way => way.Bytes is not null)
            .ShouldAllBe(way => way.Kind == WayKind.Layer || way.IsEnough == (way.Bytes > report.BytesAfter - 9000));
        report.Ways.Single(way => way.Name == "large").Bytes.ShouldBe(400);
        report.Ways.Single(way => way.Name == "large").Breaks.ShouldBe("large()");
        report
            .Ways.Single(way => way.Kind == WayKind.Package)
            .ShouldBe(
                new WayOn
                {
                    Kind = WayKind.Package,
                    Name = "pkg",
                    Bytes = report.BytesAfter,
                    IsExact = true,
                    IsEnough = true,
                    Do = "leave out pkg",
                    Breaks = "everything that uses pkg",
                }
            );
        report.Ways.TakeLast(2).Select(way => way.Kind).ShouldBe([WayKind.Layer, WayKind.Image]);
    }

    /// <summary>Pruned without trim, libraries are measured for it; with trim, what was written says how large they are.</summary>
    [Theory]
    [InlineData("residue", null, "development", "trim", "data", "unused")]
    [InlineData("residue", 1500L, "development", "trim", "data", "unused")]
    [InlineData("trim", null, "data", "unused")]
    public async Task A_way_on_saves_what_it_says(string upTo, long? budget, params string[] tiers)
    {
        var running = (await PruneAsync(LambdaLimits.UnzippedBytes, Request(upTo))).BytesAfter;
        var ways = (await PruneAsync(budget ?? running, Request(upTo))).Ways;
        foreach (var tier in tiers)
        {
            var after = (
                await PruneAsync(
                    budget ?? LambdaLimits.UnzippedBytes,
                    Request(tier) with
                    {
                        Prune = new PruneRequest { UpTo = tier, Smallest = true },
                    }
                )
            ).BytesAfter;

            ways.Single(way => way.Kind == WayKind.Tier && way.Name == tier).Bytes.ShouldBe(running - after, tier);
            running = after;
        }
    }

    [Fact]
    public async Task The_next_tier_is_tried_and_the_layer_then_has_the_bytes_that_were_told()
    {
        var running = (await PruneAsync(LambdaLimits.UnzippedBytes, Request("residue"))).BytesAfter;

        var report = await PruneAsync(running, Request("residue"));

        report.Fitting.ShouldNotBeNull().Options.ShouldBe(["--up-to development"]);
        report.Fitting.Bytes.ShouldBe((await PruneAsync(LambdaLimits.UnzippedBytes, Request("development"))).BytesAfter);
        var way = report.Ways.Single(way => way.Name == "development");
        way.LeavesBytes.ShouldBe(report.Fitting.Bytes);
        way.Do.ShouldEndWith($"; with --up-to development it would have {report.Fitting.Bytes:N0} bytes: it fits");
    }

    [Fact]
    public async Task Where_no_option_is_enough_none_is_recommended()
    {
        var report = await PruneAsync(100, Request("residue"));

        report.Ways.ShouldNotBeEmpty();
        report.Fitting.ShouldBeNull();
    }

    /// <summary>To measure machine code takes time and memory, which a layer can't be saved by that is too large by half.</summary>
    [Theory]
    [InlineData(1.4, false)]
    [InlineData(1.6, true)]
    public async Task What_kernels_save_is_not_measured_for_a_layer_far_beyond_its_budget_and_the_list_says_so(double times, bool isTold)
    {
        var bytes = (await PruneAsync(LambdaLimits.UnzippedBytes, Request("trim"))).BytesAfter;

        var ways = (await PruneAsync((long)(bytes / times), Request("trim"))).Ways;

        ways.Any(way => way.Name == Tier.Kernels.Name && way.Bytes is null && way.Do.Contains("was not measured", StringComparison.Ordinal))
            .ShouldBe(isTold);
    }

    private static InstallReport Installed() =>
        new()
        {
            Python = "3.13.0",
            Pip = "25",
            Distributions =
            [
                new()
                {
                    Name = "pkg",
                    Version = "1",
                    File = "pkg.whl",
                    Requested = true,
                },
                new()
                {
                    Name = "other",
                    Version = "1",
                    File = "other.whl",
                    Requested = true,
                },
            ],
        };
}
