using LayerPipeline.Planning;
using LayerPipeline.Probing;
using Shouldly;

namespace LayerPipeline.Tests.Probing;

public sealed class ProbeTimeoutTests
{
    private static readonly PlannedProbe Plan = new()
    {
        Probes = [],
        CoreTypes = [],
        TimeoutSeconds = 60,
    };

    [Theory]
    [InlineData(1.5, "ok", 60)]
    [InlineData(40.1, "ok", 201)]
    [InlineData(60, "timeout", 60)]
    public void A_layer_has_the_time_that_its_slowest_module_took_before_and_more(double seconds, string status, int limit) =>
        Limit([Result("quick", 0.1, "ok"), Result("slow", seconds, status)]).ShouldBe(limit);

    [Fact]
    public void A_baseline_without_modules_leaves_the_planned_limit() => Limit([]).ShouldBe(Plan.TimeoutSeconds);

    private static int Limit(IReadOnlyList<ProbeResult> modules)
    {
        var baseline = new ProbeReport
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = modules,
            Behaviours = [],
        };
        return ProbeArguments.OfCandidate(Plan, baseline, new ProbePlace("/opt/python", "/tmp/probe")).TimeoutSeconds;
    }

    private static ProbeResult Result(string id, double seconds, string status) =>
        new()
        {
            Id = id,
            Seconds = seconds,
            Status = status,
        };
}
