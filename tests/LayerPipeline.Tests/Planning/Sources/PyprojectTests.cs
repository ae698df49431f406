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
    [InlineData("requires-python = \">=3.11\"", "requires-python = \"3.11\"", "line 3, column 19: '3.11' is not a set of versions")]
    [InlineData("requires-python = \">=3.11\"", "requires-python = \">=3.14\"", "'>=3.14' is the Python that the project needs")]
    [InlineData("all = [", "Fast = []\nall = [", "line 8, column 8: 'Fast' is the extra 'fast' again, which is already in line 7")]
    [InlineData("test = [", "BASE = []\ntest = [", "line 13, column 8: 'base' is the group 'base' again, which is already in line 11")]
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
    [InlineData("base = [\"delta\"]", "base = [{ include-group = \"test\" }]", "goes in a circle: test -> base -> test")]
    [InlineData("\"Base\"", "\"bass\"", "'bass' is not a group of the file (did you mean 'base'?)")]
    [InlineData("my-function[fast]", "my-function[fats]", "names the extra 'fats', which the project does not have")]
    public void What_is_asked_for_and_does_not_fit_says_where(string found, string other, string problem) =>
        Should
            .Throw<InvalidRequestException>(() =>
                Sourcing.Plan(
                    "pyproject.toml",
                    Text.Replace(found, other, StringComparison.Ordinal),
                    new LayerRequest { Extras = ["all"], Groups = ["test"] }
                )
            )
            .Message.ShouldContain(problem);

    [Theory]
    [InlineData("fast = [\"beta==2\"]", "fast = [\"beta @ git+https://example.org/x\"]")]
    [InlineData("base = [\"delta\"]", "base = [{ include-group = \"test\" }]")]
    [InlineData("base = [\"delta\"]", "base = [{ path = \"of a later standard\" }]")]
    public void What_nobody_asks_for_is_not_judged(string found, string other)
    {
        var plan = Sourcing.Plan("pyproject.toml", Text.Replace(found, other, StringComparison.Ordinal));

        plan.RequirementsText.ShouldBe("alpha>=1\n");
        plan.Sources[0].Skipped.Count.ShouldBe(5);
    }

    [Fact]
    public void Extras_and_groups_that_others_bring_are_not_listed_as_left_out()
    {
        var plan = Sourcing.Plan("pyproject.toml", Text, new LayerRequest { Extras = ["all"], Groups = ["test"] });

        plan.Sources[0].Skipped.Select(skipped => skipped.What).ShouldBe(["windows-only; sys_platform == \"win32\""]);
    }

    [Fact]
    public void An_extra_that_is_made_of_another_one_elsewhere_only_is_not_made_of_it_here()
    {
        var text = Text.Replace("my-function[fast]", "My_Function[fast]; sys_platform == 'win32'", StringComparison.Ordinal);

        var plan = Sourcing.Plan("pyproject.toml", text, new LayerRequest { Extras = ["all"] });

        plan.RequirementsText.ShouldBe("alpha>=1\ngamma\n");
        plan.Sources[0].Skipped.Select(skipped => skipped.What).ShouldContain("my-function[fast]; sys_platform == \"win32\"");
    }

    /// <summary>uv's own setting: https://docs.astral.sh/uv/reference/settings/#dependency-groups.</summary>
    [Theory]
    [InlineData("Test")]
    [InlineData("base")]
    public void A_group_that_needs_another_Python_is_refused_where_it_is_taken(string name)
    {
        var text = Text + $"\n[tool.uv.dependency-groups]\n{name} = {{ requires-python = \">=3.14\" }}\n";

        Sourcing.Plan("pyproject.toml", text).RequirementsText.ShouldBe("alpha>=1\n");
        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan("pyproject.toml", text, new LayerRequest { Groups = ["test"] }))
            .Message.ShouldContain($"line 14, column {name.Length + 24}: '>=3.14' is the Python that the group {name} needs");
    }

    [Fact]
    public void A_project_that_is_no_package_has_groups_only()
    {
        var plan = Sourcing.Plan("pyproject.toml", "[dependency-groups]\nlambda = ['alpha']\n", new LayerRequest { Groups = ["lambda"] });

        (plan.RequirementsText, plan.Name).ShouldBe(("alpha\n", "lambda"));
    }

    [Fact]
    public void The_older_place_of_the_group_dev_is_read()
    {
        var text = Text + "\n[tool.uv]\ndev-dependencies = [\"epsilon\"]\n";

        Sourcing.Plan("pyproject.toml", text, new LayerRequest { Groups = ["dev"] }).RequirementsText.ShouldBe("alpha>=1\nepsilon\n");
    }

    [Theory]
    [InlineData(
        "[tool.uv.sources]\nAlpha = { git = \"https://u:secret@e.org/a\" }",
        "tool.uv.sources: Alpha from git https://****@e.org/a"
    )]
    [InlineData(
        "[tool.uv.sources]\nalpha = [{ index = \"own\", marker = \"python_version > '3'\" }]",
        "tool.uv.sources: alpha from index own"
    )]
    [InlineData("[tool.uv]\nconstraint-dependencies = [\"alpha<2\"]", "tool.uv.constraint-dependencies")]
    [InlineData("[tool.uv]\noverride-dependencies = [\"alpha==2\"]", "tool.uv.override-dependencies")]
    [InlineData("[tool.poetry.group.x.dependencies]\nzeta = \"^1\"", "tool.poetry.group")]
    public void Settings_of_other_tools_that_pip_does_not_know_are_told(string settings, string what)
    {
        var plan = Sourcing.Plan("pyproject.toml", Text + "\n" + settings + "\n");

        plan.Sources[0].Skipped[0].What.ShouldBe(what);
        plan.Warnings.ShouldContain(warning =>
            warning.StartsWith("pyproject.toml, line ", StringComparison.Ordinal) && warning.Contains(what)
        );
    }

    [Fact]
    public void Settings_for_what_is_not_needed_here_are_no_matter() =>
        Sourcing
            .Plan("pyproject.toml", Text + "\n[tool.uv.sources]\nwindows-only = { path = \"../w\" }\n")
            .Warnings.ShouldNotContain(warning => warning.Contains("tool.uv"));

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
