using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

public sealed class UvLockTests
{
    [Fact]
    public void What_the_project_needs_on_the_runtime_is_pinned_with_the_hash_of_the_wheel_that_pip_takes()
    {
        var plan = Sourcing.Plan("uv.lock", LockTexts.Uv);

        plan.RequirementsText.ShouldBe(
            $"""
            alpha==1.0 --hash={Sourcing.Hash('3')}
            beta==2.0 --hash={Sourcing.Hash('7')}
            forked==2.0 --hash={Sourcing.Hash('b')}
            gamma==3.0 --hash={Sourcing.Hash('9')}

            """
        );
        plan.Name.ShouldBe("my-function");
        plan.Requested.ShouldBe(["alpha", "forked"]);
    }

    [Fact]
    public void Another_runtime_gets_its_own_wheels_and_its_own_fork()
    {
        var arm = Sourcing.Plan("uv.lock", LockTexts.Uv, new LayerRequest { Architecture = ["arm64"], Python = ["3.13"] });
        var old = Sourcing.Plan("uv.lock", LockTexts.Uv, new LayerRequest { Python = ["3.11"] });

        arm.RequirementsText.ShouldContain($"alpha==1.0 --hash={Sourcing.Hash('6')}\n");
        old.RequirementsText.ShouldContain($"alpha==1.0 --hash={Sourcing.Hash('2')}\n");
        old.Pins().ShouldContain("forked==1.0");
    }

    [Fact]
    public void What_has_no_effect_is_listed_with_its_reason()
    {
        var source = Sourcing.Plan("uv.lock", LockTexts.Uv).Sources.ShouldHaveSingleItem();

        (source.Kind, source.Requirements, source.Pins).ShouldBe(("uv.lock", 4, 4));
        source
            .Skipped.Select(skipped => $"{skipped.What}: {skipped.Why}")
            .ShouldBe([
                "extra git: from-git: was not asked for (--extra git)",
                "extra source: source-only: was not asked for (--extra source)",
                "extra all: my-function: was not asked for (--extra all)",
                "group dev: tester: was not asked for (--group dev)",
                "forked==1.0; python_full_version < \"3.12\": its marker excludes python3.13 on x86_64",
                "windows-only; sys_platform == \"win32\": its marker excludes python3.13 on x86_64",
            ]);
        source.Skipped.ShouldAllBe(skipped => skipped.Where.StartsWith("uv.lock, line ", StringComparison.Ordinal));
    }

    [Fact]
    public void Extras_and_groups_are_taken_when_they_are_asked_for()
    {
        var plan = Sourcing.Plan(
            "uv.lock",
            LockTexts.Uv,
            new LayerRequest
            {
                Extras = ["All"],
                Groups = ["dev"],
                AllowBuild = true,
            }
        );

        plan.Pins().ShouldBe(["alpha==1.0", "beta==2.0", "forked==2.0", "gamma==3.0", "source-only==1.0", "tester==1.0"]);
        plan.Requested.ShouldBe(["alpha", "forked", "source-only", "tester"]);
    }

    [Theory]
    [InlineData(
        "git",
        "'from-git' is locked to version control (https://****@example.org/x.git?rev=1#abc)",
        "provide it through --find-links"
    )]
    [InlineData("source", "'source-only 1.0' has no wheel for python3.13 on x86_64 in the lock; there are no wheels", "--allow-build")]
    [InlineData("sauce", "extras[0]: 'sauce' is not among the extras", "did you mean 'source'?")]
    public void What_can_not_be_installed_is_named_with_its_remedy(string extra, string problem, string remedy)
    {
        var exception = Should.Throw<InvalidRequestException>(() =>
            Sourcing.Plan("uv.lock", LockTexts.Uv, new LayerRequest { Extras = [extra] })
        );

        exception.Message.ShouldContain(problem);
        exception.Message.ShouldContain(remedy);
        exception.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Extras_and_groups_without_dependencies_can_be_asked_for()
    {
        var text = LockTexts.Uv + "[package.metadata]\nprovides-extras = [\"empty\"]\n\n[package.metadata.requires-dev]\nnothing = []\n";

        Sourcing.Plan("uv.lock", text, new LayerRequest { Extras = ["empty"], Groups = ["nothing"] }).Pins().Count.ShouldBe(4);
    }

    [Fact]
    public void A_wheel_whose_address_escapes_its_version_is_found()
    {
        var text = LockTexts.Uv.Replace(
            "version = \"2.0\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.example/packages/beta-2.0-",
            "version = \"2.0+cpu\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.example/packages/beta-2.0%2Bcpu-",
            StringComparison.Ordinal
        );

        Sourcing.Plan("uv.lock", text).Pins().ShouldContain("beta==2.0+cpu");
    }

    [Theory]
    [InlineData("beta-2.0-py3", "better-2.0-py3", "'better-2.0-py3-none-any.whl' is listed as a file of beta 2.0")]
    [InlineData(
        "requires-python = \">=3.11\"",
        "supported-markers = [\"sys_platform == 'win32'\"]",
        "line 3, column 22: 'sys_platform == 'win32'' is one of"
    )]
    [InlineData("version = 1\n", "version = 2\n", "uv.lock, line 1, column 11: '2' is a version of uv.lock that is not known")]
    [InlineData(">=3.11", ">=3.14", "uv.lock, line 3, column 19: '>=3.14' is the Python that the project needs")]
    [InlineData("name = \"gamma\"\n", "name = \"gone\"\n", "'gamma' is needed, and the lock has no such package")]
    [InlineData("manylinux_2_28_x86_64.whl", "manylinux_2_35_x86_64.whl", null)]
    [InlineData("{ editable = \".\" }", "{ registry = \"x\" }", "has no project")]
    [InlineData("sha256:7", "sha1:7", "'beta-2.0-py3-none-any.whl' has no hash of sha256")]
    [InlineData("marker = \"sys_platform ==", "marker = \"sys_platfrom ==", "has the unknown variable 'sys_platfrom'")]
    [InlineData("name = \"beta\"\n", "name = 5\n", "name is a number; a string in quotes is expected")]
    [InlineData("name = \"beta\"\n", "", "has no name")]
    [InlineData("dependencies = [", "dependencies = [[", "uv.lock, line ")]
    public void A_lock_that_does_not_fit_says_where(string found, string other, string? problem)
    {
        var text = LockTexts.Uv.Replace(found, other, StringComparison.Ordinal);

        if (problem is null)
        {
            Sourcing.Plan("uv.lock", text).RequirementsText.ShouldContain($"alpha==1.0 --hash={Sourcing.Hash('2')}\n");
            return;
        }

        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("uv.lock", text)).Message.ShouldContain(problem);
    }

    /// <summary>The root of a workspace may be a folder without a project of its own.</summary>
    [Theory]
    [InlineData(
        "[manifest]\nmembers = ['app', 'lib']\n[[package]]\nname = 'app'\nversion = '0'\nsource = { virtual = 'app' }\n"
            + "[[package]]\nname = 'lib'\nversion = '0'\nsource = { editable = 'lib' }\n",
        "is one of several projects (app, lib); choose one with 'uv export --package NAME --format pylock.toml'"
    )]
    [InlineData(
        "[manifest.dependency-groups]\nlambda = [{ name = 'alpha' }]\n[[package]]\nname = 'alpha'\nversion = '1'\nsource = { registry = 'x' }\n",
        "groups of a folder that is no project are not read. Give the lock as 'uv export --format pylock.toml' writes it, with --group"
    )]
    public void A_workspace_without_a_project_in_its_root_is_refused_with_what_to_give_instead(string packages, string problem) =>
        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("uv.lock", "version = 1\n" + packages)).Message.ShouldContain(problem);

    [Fact]
    public void A_request_may_hold_the_text_itself() =>
        new LayerPipeline.Planning.Planner()
            .Plan(new LayerRequest { Requirements = LockTexts.Uv, Python = ["3.13"] }, Sourcing.Today)[0]
            .Pins()
            .Count.ShouldBe(4);
}
