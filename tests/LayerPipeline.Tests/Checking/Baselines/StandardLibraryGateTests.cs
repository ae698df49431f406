using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking.Baselines;

public sealed class StandardLibraryGateTests
{
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
