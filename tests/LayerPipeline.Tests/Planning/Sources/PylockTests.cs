using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

public sealed class PylockTests
{
    [Fact]
    public void Packages_whose_marker_holds_are_pinned_and_default_groups_count()
    {
        var plan = Sourcing.Plan("pylock.toml", LockTexts.Pylock);

        plan.RequirementsText.ShouldBe($"alpha==1.0 --hash={Sourcing.Hash('2')}\nwriter==1.0 --hash={Sourcing.Hash('5')}\n");
        plan.Sources[0].Skipped.Select(skipped => skipped.What).ShouldContain("my-function");
    }

    [Fact]
    public void Extras_and_groups_are_sets_in_markers()
    {
        var plan = Sourcing.Plan("pylock.toml", LockTexts.Pylock, new LayerRequest { Extras = ["Fast"], Groups = ["dev"] });

        plan.Pins().ShouldBe(["alpha==1.0", "gamma==3.0", "tester==1.0"]);
        (plan.Sources[0].Extras[0], plan.Sources[0].Groups[0]).ShouldBe(("fast", "dev"));
    }

    [Fact]
    public void A_later_minor_version_is_read_and_told()
    {
        var plan = Sourcing.Plan("pylock.toml", LockTexts.Pylock.Replace("lock-version = \"1.0\"", "lock-version = \"1.3\""));

        plan.Pins().Count.ShouldBe(2);
        plan.Warnings.ShouldContain(warning => warning.StartsWith("pylock.toml, line 1, column 16: 'lock-version 1.3' is skipped"));
    }

    [Theory]
    [InlineData("alpha-1.0-cp312", "alpha-1.1-cp312", "'alpha-1.1-cp312-abi3-manylinux2014_x86_64.whl' is listed as a file of alpha 1.0")]
    [InlineData(
        "lock-version = \"1.0\"",
        "lock-version = \"2.0\"",
        "line 1, column 16: '2.0' is a version of pylock.toml that is not known"
    )]
    [InlineData("name = \"writer\"", "name = \"Alpha\"", "'alpha' is there twice for python3.13 on x86_64")]
    [InlineData(
        "manylinux2014_x86_64",
        "manylinux2014_aarch64",
        "'alpha 1.0' has no wheel for python3.13 on x86_64 in the lock; there are wheels for"
    )]
    [InlineData("directory = { path = \".\"", "directory = { path = \"../other\"", "'my-function' is locked to a folder (../other)")]
    [InlineData(
        "directory = { path = \".\"",
        "vcs = { type = \"git\", url = \"https://x/y\", path = \".\"",
        "'my-function' is locked to version control (https://x/y)"
    )]
    [InlineData(
        "requires-python = \">=3.11\"",
        "environments = [\"sys_platform == 'win32'\"]",
        "none of which holds for python3.13 on x86_64"
    )]
    [InlineData("[[packages]]", "[[other]]", "has no [[packages]]")]
    public void A_lock_that_does_not_fit_says_where(string found, string other, string problem)
    {
        var text = LockTexts.Pylock.Replace(found, other, StringComparison.Ordinal);

        var exception = Should.Throw<InvalidRequestException>(() => Sourcing.Plan("pylock.toml", text));
        exception.Message.ShouldContain(problem);
        exception.Field.ShouldMatch("^pylock.toml, line [0-9]+, column [0-9]+$");
    }
}
