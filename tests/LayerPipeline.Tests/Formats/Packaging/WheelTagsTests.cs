using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Packaging;

public sealed class WheelTagsTests
{
    private static readonly WheelTags Tags = WheelTags.Of("3.13", RuntimeCatalog.Default.FindArchitecture("x86_64")!.Platforms("2.34"));

    [Fact]
    public void Better_tags_come_first()
    {
        string[] wheels =
        [
            "x-1-cp313-cp313-manylinux_2_34_x86_64.whl",
            "x-1-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
            "x-1-cp313-abi3-manylinux_2_28_x86_64.whl",
            "x-1-cp313-none-manylinux_2_28_x86_64.whl",
            "x-1-cp311-abi3-manylinux_2_34_x86_64.whl",
            "x-1-cp32-abi3-linux_x86_64.whl",
            "x-1-py313-none-manylinux_2_28_x86_64.whl",
            "x-1-py3-none-manylinux_2_28_x86_64.whl",
            "x-1-py30-none-manylinux_2_28_x86_64.whl",
            "x-1-cp313-none-any.whl",
            "x-1-py2.py3-none-any.whl",
            "x-1-py31-none-any.whl",
        ];

        var ranks = wheels.Select(wheel => Tags.Rank(WheelFile.TryParse(wheel)!)).ToList();

        ranks.ShouldAllBe(rank => rank != null);
        ranks.ShouldBe(ranks.Order());
    }

    [Theory]
    [InlineData("x-1-cp313-cp313-musllinux_1_2_x86_64.whl")]
    [InlineData("x-1-cp313-cp313t-manylinux_2_17_x86_64.whl")]
    [InlineData("x-1-cp312-cp312-manylinux_2_17_x86_64.whl")]
    [InlineData("x-1-cp314-abi3-manylinux_2_17_x86_64.whl")]
    [InlineData("x-1-cp313-cp313-manylinux_2_35_x86_64.whl")]
    [InlineData("x-1-cp313-cp313-manylinux_2_17_aarch64.whl")]
    [InlineData("x-1-py2-none-any.whl")]
    public void What_the_runtime_can_not_load_fits_not(string wheel) => Tags.Rank(WheelFile.TryParse(wheel)!).ShouldBeNull();
}
