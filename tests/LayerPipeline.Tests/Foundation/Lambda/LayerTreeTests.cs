using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Tests.Foundation.Lambda;

public sealed class LayerTreeTests
{
    [Fact]
    public void A_file_below_python_has_a_path_and_others_have_none()
    {
        LayerTree.Below("python/a/b").ShouldBe("a/b");
        LayerTree.Below("python/").ShouldBeNull();
        LayerTree.Below("pythonic/a").ShouldBeNull();
    }
}
