using LayerPipeline.Formats.Packaging;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Packaging;

public sealed class WheelFileTests
{
    /// <summary>Source: PEP 803, compatibility overview, the columns of builds with the GIL.</summary>
    [Theory]
    [InlineData("cp314-cp314", true, false, false)]
    [InlineData("cp314-cp314t", false, false, false)]
    [InlineData("cp314-abi3", true, true, true)]
    [InlineData("cp314-abi3t", false, false, false)]
    [InlineData("cp314-abi3.abi3t", true, true, true)]
    [InlineData("cp315-cp315", false, true, false)]
    [InlineData("cp315-cp315t", false, false, false)]
    [InlineData("cp315-abi3", false, true, true)]
    [InlineData("cp315-abi3t", false, false, false)]
    [InlineData("cp315-abi3.abi3t", false, true, true)]
    [InlineData("cp315-none", false, true, false)]
    [InlineData("py2.py3-none", true, true, true)]
    public void A_wheel_fits_the_Pythons_with_the_GIL_that_its_tags_name(string tags, bool on314, bool on315, bool on316)
    {
        var wheel = WheelFile.TryParse($"https://x/small-1.0-{tags}-manylinux_2_28_x86_64.whl").ShouldNotBeNull();

        (wheel.FitsPython("3.14"), wheel.FitsPython("3.15"), wheel.FitsPython("3.16")).ShouldBe((on314, on315, on316));
    }
}
