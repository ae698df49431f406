using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

public sealed class PyprojectTests
{
    private const string Text = """
        [project]
        name = "My.Function"
        requires-python = ">=3.11"
        dependencies = ["alpha>=1", "windows-only; sys_platform == 'win32'"]

        [project.optional-dependencies]
        fast = ["beta==2"]
        all = ["my-function[fast]", "gamma"]

        [dependency-groups]
        test = ["tester", { include-group = "Base" }]
        base = ["delta"]
        """;

    [Fact]
    public void The_dependencies_of_the_project_are_taken_and_nothing_else()
    {
        var plan = Sourcing.Plan("pyproject.toml", Text);

        (plan.RequirementsText, plan.Name).ShouldBe(("alpha>=1\n", "my-function"));
        plan.Sources[0].Skipped.Count.ShouldBe(5);
    }

    [Fact]
    public void Extras_name_other_extras_and_groups_include_others()
    {
        var plan = Sourcing.Plan("pyproject.toml", Text, new LayerRequest { Extras = ["all"], Groups = ["test"] });

        plan.RequirementsText.ShouldBe("alpha>=1\nbeta==2\ndelta\ngamma\ntester\n");
    }

    [Theory]
    [InlineData("base = [\"delta\"]", "base = [{ include-group = \"test\" }]", "goes in a circle: ")]
    [InlineData("\"Base\"", "\"bass\"", "'bass' is not a group of the file (did you mean 'base'?)")]
    [InlineData("dependencies = [\"alpha", "dynamic = [\"dependencies\"]\nx = [\"alpha", "are computed when the project is built")]
    [InlineData(
        "alpha>=1",
        "alpha @ git+https://example.org/x",
        "pyproject.toml, line 4, column 17: 'alpha @ git+https://example.org/x' is a reference to version control"
    )]
    [InlineData("alpha>=1", "alpha=1", "pyproject.toml, line 4, column 17: 'alpha=1' has '=1' at character 6")]
    public void A_project_that_does_not_fit_says_where(string found, string other, string problem) =>
        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan("pyproject.toml", Text.Replace(found, other, StringComparison.Ordinal)))
            .Message.ShouldContain(problem);

    [Theory]
    [InlineData("[tool.poetry]\nname = 'x'\n", "a.toml: is TOML, but neither pylock.toml")]
    [InlineData("[[package]]\nname = 'x'\n[metadata]\nlock-version = '2.1'\n", "'poetry export'")]
    [InlineData("[project]\nname = 'x'\nname = 'y'\n", "a.toml, line 3, column 1: gives the key 'name' twice (first in line 2)")]
    [InlineData("[project\nname = 'x'\n", "a.toml, line 1, column ")]
    [InlineData("x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "is nested deeper than 32")]
    [InlineData("x = 99999999999999999999\n", "a.toml, line 1, column ")]
    public void Other_TOML_says_what_it_is(string text, string problem) =>
        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("a.toml", text)).Message.ShouldContain(problem);

    [Fact]
    public void A_Pipfile_lock_is_recognised() =>
        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("Pipfile.lock", "{\n}")).Message.ShouldContain("pipenv requirements");
}
