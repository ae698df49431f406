using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Recording;
using LayerPipeline.Tests.Checking;
using LayerPipeline.Tests.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Recording;

/// <summary>A proof says what it rests on, and what it can't know.</summary>
public sealed class ProofTests
{
    private static readonly ProbeLibraries Here = new()
    {
        Missing = [],
        Here = [],
        Shown = [],
    };

    private static readonly ProbeReport Baseline = ProbeResults.Report([ProbeResults.Ok("pkg") with { Programs = ["one"] }], []);

    /// <summary>What was started where the runtime is, the runtime has.</summary>
    [Theory]
    [InlineData(true, new[] { "one" })]
    [InlineData(false, new[] { "one", "two" })]
    public void Programs_of_the_runtime_are_none_that_it_may_lack(bool ranInRuntime, string[] expected)
    {
        var candidate = Baseline with
        {
            Modules = [ProbeResults.Ok("pkg") with { Programs = ["one", "two"] }],
            Libraries = ranInRuntime ? null : Here,
        };

        Of(Baseline, candidate).Programs.Keys.ShouldBe(expected);
    }

    [Fact]
    public void What_could_not_be_watched_is_told() =>
        Of(Baseline with { Unwatched = "no inotify" }, Baseline).Unwatched.ShouldBe("no inotify");

    [Fact]
    public void The_kinds_of_evidence_are_those_that_the_baseline_has()
    {
        var edges = new Dictionary<string, IReadOnlyList<string>> { ["a.py"] = ["b.py"] };

        Of(Baseline, Baseline).Evidence.ShouldBeEmpty();
        Of(Baseline with { Imports = edges, OpenedOutside = ["x.xsd"] }, Baseline)
            .Evidence.ShouldBe(["files that compiled code opened", "imports"]);
        Of(Baseline with { Later = edges, Names = edges, Reads = edges }, Baseline)
            .Evidence.ShouldBe(["imports in functions", "names in sources and libraries", "libraries that are read as files"]);
        Of(Baseline with { Modules = [ProbeResults.Ok("pkg") with { Opened = ["a.py"], Listed = ["data"] }] }, Baseline)
            .Evidence.ShouldBe(["files that were opened", "folders that were listed"]);
    }

    private static Proof Of(ProbeReport baseline, ProbeReport candidate) =>
        Proof.Of(baseline, candidate, new Planner().Plan(new LayerRequest { Packages = ["pkg"] }, new DateOnly(2026, 11, 27))[0]);
}
