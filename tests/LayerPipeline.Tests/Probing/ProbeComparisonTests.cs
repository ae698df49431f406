using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class ProbeComparisonTests
{
    private static readonly ProbeError Failure = new() { Type = "ImportError", Message = "no libx" };

    [Fact]
    public void What_works_on_both_is_no_regression() => Compare(Ok("a"), Ok("a")).ShouldBeEmpty();

    [Fact]
    public void What_failed_before_may_fail_after_or_be_gone()
    {
        Compare(Failed("a"), Failed("a")).ShouldBeEmpty();
        Compare(Failed("a"), null).ShouldBeEmpty();
        Compare(Failed("a"), Ok("a")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("error", "It fails with ImportError: no libx")]
    [InlineData("crash", "Its process died: ImportError: no libx")]
    [InlineData("timeout", "It took too long: ImportError: no libx")]
    public void What_fails_only_on_the_layer_is_a_regression(string status, string reason)
    {
        var regression = Compare(Ok("a"), Failed("a") with { Status = status }).ShouldHaveSingleItem();

        regression.ShouldBe(new Regression("a", RegressionKind.Module, "dist", Failure, reason));
    }

    [Fact]
    public void What_was_not_probed_on_the_layer_is_a_regression() =>
        Compare(Ok("a"), null).ShouldHaveSingleItem().Reason.ShouldContain("not probed");

    [Fact]
    public void Another_value_is_a_regression() =>
        Compare(Ok("a") with { Value = "1f" }, Ok("a") with { Value = "2e" })
            .ShouldHaveSingleItem()
            .Reason.ShouldContain("was 1f and is 2e");

    [Fact]
    public void A_core_type_that_the_other_processor_lacks_is_no_regression()
    {
        Compare(Ok("numpy/numeric/sums@SKYLAKEX"), null).ShouldBeEmpty();
        Compare(Ok("numpy/numeric/sums@SKYLAKEX"), Failed("numpy/numeric/sums@SKYLAKEX")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Behaviours_follow_modules()
    {
        var before = Report([Ok("m")], [Ok("b/x")]);

        var found = ProbeComparison.Compare(before, Report([], []), _ => false);

        found
            .Select(regression => (regression.Id, regression.Kind))
            .ShouldBe([("m", RegressionKind.Module), ("b/x", RegressionKind.Behaviour)]);
    }

    private static IReadOnlyList<Regression> Compare(ProbeResult before, ProbeResult? after) =>
        ProbeComparison.Compare(Report([before], []), Report(after is null ? [] : [after], []), _ => false);

    private static ProbeResult Ok(string id) =>
        new()
        {
            Id = id,
            Distribution = "dist",
            Status = "ok",
        };

    private static ProbeResult Failed(string id) => Ok(id) with { Status = "error", Error = Failure };

    private static ProbeReport Report(IReadOnlyList<ProbeResult> modules, IReadOnlyList<ProbeResult> behaviours) =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = modules,
            Behaviours = behaviours,
        };
}
