using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking.Baselines;

/// <summary>Lambda looks into a layer before it looks into Python's own folder.</summary>
public sealed class StandardLibraryGateTests
{
    private static CheckedRun Pocket =>
        new CheckedRun()
            .With("pocket", [], ("pocket.py", ""))
            .Works("pocket", "pocket")
            .With("enum-old", ["pocket"], ("enum.py", ""))
            .With("own-this", [], ("this.py", ""));

    private static Task<GateResult> AskAsync(CheckedRun run, params string[] allowBroken) =>
        run.AskAsync("standard-library", ["pocket"], allowBroken);

    [Fact]
    public async Task Packages_that_hide_nothing_pass()
    {
        var gate = await AskAsync(Pocket);

        gate.Status.ShouldBe(GateStatus.Pass);
        gate.Measured.ShouldBe("0 modules of the standard library hidden");
        gate.Message.ShouldBeEmpty();
        gate.Topic.ShouldBe(GateSubject.Probe);
    }

    [Fact]
    public async Task A_hidden_module_that_is_loaded_early_fails_with_who_needs_its_distribution()
    {
        var gate = await AskAsync(Pocket.Hides("own-this", "this", early: false).Hides("enum-old", "enum", early: true));

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("2 modules of the standard library hidden");
        gate.Message.ShouldStartWith("enum-old (needed by pocket) hides the module enum of the standard library");
        gate.Message.ShouldContain("no test here can tell which of the two");
        gate.Message.ShouldContain("--allow-broken enum-old (allowBroken in a request)");
        gate.Message.ShouldNotContain("own-this");
    }

    [Fact]
    public async Task A_hidden_module_that_is_loaded_early_is_a_warning_where_its_distribution_may_be_broken()
    {
        var gate = await AskAsync(Pocket.Hides("enum-old", "enum", early: true), "Enum_Old");

        gate.Status.ShouldBe(GateStatus.Warn);
        gate.Message.ShouldStartWith("enum-old (needed by pocket) hides the module enum");
    }

    [Fact]
    public async Task A_hidden_module_that_nothing_loads_early_is_a_warning()
    {
        var gate = await AskAsync(Pocket.Hides("own-this", "this", early: false));

        gate.Status.ShouldBe(GateStatus.Warn);
        gate.Measured.ShouldBe("1 module of the standard library hidden");
        gate.Message.ShouldBe(
            "own-this hides the module this of the standard library, since Lambda looks into /opt/python first. "
                + "The packages were tried with it. What it brings is in Python itself: try to leave it out."
        );
    }

    private static readonly HiddenModule Early = new()
    {
        Module = "enum",
        Distribution = "backport",
        Early = true,
    };

    /// <summary>Whoever built it may have accepted that, and whoever looks at it later has no such option.</summary>
    [Fact]
    public void A_layer_that_exists_gets_a_warning_without_the_option_of_a_build()
    {
        var built = StandardLibraryGate.Check([Early], _ => false, _ => []);
        var made = StandardLibraryGate.CheckMade([Early]);

        (built.Status, made.Status).ShouldBe((GateStatus.Fail, GateStatus.Warn));
        built.Message.ShouldEndWith(" --allow-broken backport (allowBroken in a request) builds the layer all the same.");
        made.Message.ShouldEndWith(" Leave backport out: what it brings is in Python itself.");
    }

    [Fact]
    public void A_layer_that_hides_nothing_passes() => StandardLibraryGate.CheckMade([]).Status.ShouldBe(GateStatus.Pass);
}
