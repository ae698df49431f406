using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Tests.Planning.Sources;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning;

public sealed class UvArgumentsTests
{
    [Theory]
    [InlineData("3.13", "x86_64", "x86_64-manylinux_2_34")]
    [InlineData("3.13", "arm64", "aarch64-manylinux_2_34")]
    [InlineData("3.11", "x86_64", "x86_64-manylinux_2_17")]
    public void Wheels_are_those_that_the_runtimes_glibc_loads(string python, string architecture, string platform)
    {
        var arguments = UvArguments.Of(Plan(new LayerRequest { Python = [python], Architecture = [architecture] }), foreign: false);

        arguments[arguments.ToList().IndexOf("--python-platform") + 1].ShouldBe(platform);
        arguments.ShouldContain(":all:");
        arguments.ShouldNotContain("--python-version");
    }

    [Fact]
    public void Another_interpreter_is_told_the_runtimes_version_and_hashes_are_demanded_where_there_are_some()
    {
        var foreign = UvArguments.Of(Plan(new LayerRequest { Python = ["3.12"] }), foreign: true).ToList();
        var locked = UvArguments.Of(Sourcing.Plan("uv.lock", LockTexts.Uv), foreign: false);

        foreign[foreign.IndexOf("--python-version") + 1].ShouldBe("3.12");
        foreign.ShouldNotContain("--require-hashes");
        locked.ShouldContain("--require-hashes");
    }

    [Fact]
    public void What_may_be_compiled_is_compiled_for_this_machine() =>
        UvArguments.Of(Plan(new LayerRequest { AllowBuild = true }), foreign: false).ShouldNotContain("--python-platform");

    [Fact]
    public void On_AWS_it_is_refused_without_a_version() =>
        Should
            .Throw<InvalidRequestException>(() =>
                new Planner().PlanOnAws(new LayerRequest { Packages = ["six"], Installer = Installer.Uv }, Sourcing.Today)
            )
            .Message.ShouldContain(
                "installer: 'uv' names no version, and the build's image on AWS has no uv: it gets the one that is named. Give one, such as uv==0.8.4"
            );

    [Fact]
    public void With_a_version_the_plan_for_AWS_has_what_one_machine_gives_it()
    {
        var request = new LayerRequest { Packages = ["six"], Installer = Installer.TryParse("uv==0.8.4")! };

        var plan = new Planner().PlanOnAws(request, Sourcing.Today).Single();

        plan.Request.Installer.ToString().ShouldBe("uv==0.8.4");
        plan.UvArguments.ShouldNotBeNull().ShouldBe(UvArguments.Of(plan, foreign: false));
        new Planner().PlanOnAws(request with { Installer = Installer.Pip }, Sourcing.Today).Single().UvArguments.ShouldBeNull();
    }

    private static BuildPlan Plan(LayerRequest request) => new Planner().Plan(request with { Packages = ["six"] }, Sourcing.Today)[0];
}
