using LayerPipeline.Formats.Packaging;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Packaging;

public sealed class MarkerTests
{
    [Theory]
    [InlineData("python_version < '3.11'", false)]
    [InlineData("python_version >= '3.9'", true)]
    [InlineData("'3.9' <= python_version", true)]
    [InlineData("python_version == '3.1.*'", false)]
    [InlineData("python_full_version >= '3.13.1'", true)]
    [InlineData("python_full_version < '3.14'", true)]
    [InlineData("sys_platform == 'win32'", false)]
    [InlineData("sys_platform == 'linux' and platform_machine == 'x86_64'", true)]
    [InlineData("os_name == 'nt' or platform_system == 'Linux' and implementation_name == 'cpython'", true)]
    [InlineData("(os_name == 'nt' or platform_system == 'Linux') and implementation_name == 'pypy'", false)]
    [InlineData("platform_machine in 'x86_64 AMD64'", true)]
    [InlineData("platform_machine not in 'aarch64'", true)]
    [InlineData("platform_python_implementation != 'PyPy'", true)]
    [InlineData("sys_platform > 'aaa'", true)]
    [InlineData("sys_platform ~= 'linux'", false)]
    [InlineData("python_version in '3.12 3.13'", true)]
    [InlineData("extra == 'Security_Things'", true)]
    [InlineData("extra == 'other'", false)]
    [InlineData("extra != 'other'", true)]
    [InlineData("'security.things' == extra", true)]
    public void A_marker_is_evaluated_for_the_runtime(string marker, bool holds) =>
        Marker.Parse(marker).Holds(MarkerEnvironment.Of("3.13", "x86_64").With(["security-things"])).ShouldBe(holds);

    [Fact]
    public void A_marker_may_not_go_on_after_its_end() =>
        Should.Throw<InvalidRequirementException>(() => Marker.Parse("os_name == 'nt' )")).Message.ShouldContain("the end");
}
