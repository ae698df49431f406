using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning;

public sealed class PipArgumentsTests
{
    private static readonly string[] Platforms = ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64"];

    [Fact]
    public void The_runtimes_own_interpreter_gets_the_runtimes_platforms() =>
        string.Join(' ', PipArguments.Own(Platforms, allowBuild: false))
            .ShouldEndWith("--only-binary=:all: --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64");

    [Fact]
    public void Compiling_goes_without_platforms_which_pip_does_not_take_then()
    {
        var arguments = PipArguments.Own(Platforms, allowBuild: true);

        arguments.ShouldNotContain("--platform");
        arguments.ShouldNotContain("--only-binary=:all:");
        arguments.ShouldContain("--prefer-binary");
    }

    [Fact]
    public void A_foreign_interpreter_is_told_version_implementation_and_ABI() =>
        string.Join(' ', PipArguments.Foreign(RuntimeCatalog.Default.Find("3.10")!, Platforms))
            .ShouldEndWith(
                "--only-binary=:all: --python-version 3.10 --implementation cp --abi cp310 --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64"
            );

    [Fact]
    public void No_path_of_the_machine_is_among_the_arguments() =>
        PipArguments.Own(Platforms, allowBuild: false).ShouldAllBe(argument => !argument.Contains('/', StringComparison.Ordinal));
}
