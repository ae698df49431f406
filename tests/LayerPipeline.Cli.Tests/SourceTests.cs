using System.Text.Json;
using LayerPipeline.Cli.Tests.Demo;

namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class SourceTests
{
    [Fact]
    public async Task Files_are_found_beside_the_file_that_names_them_from_any_working_folder()
    {
        using var folders = new CliFolders();
        folders.Write("project/requirements/all.txt", "-r parts/base.txt\n-c ../limits.txt\nalpha\n");
        folders.Write("project/requirements/parts/base.txt", "beta\n");
        folders.Write("project/limits.txt", "beta<2\n");

        var run = await CliRun.RunAsync("plan", "-r", "project/requirements/all.txt", "--python", "3.13", "-o", "run");

        run.ExitCode.ShouldBe(0, run.Error);
        var plan = await File.ReadAllTextAsync(folders["run/plan.json"]);
        plan.ShouldContain("\"requirementsText\": \"alpha\\nbeta\\n\"");
        plan.ShouldContain("\"constraintsText\": \"beta\\u003C2\\n\"");
        run.Output.ShouldContain("project/requirements/parts/base.txt");
    }

    [Theory]
    [InlineData("-r none.txt\n", "there is no file '", "named by sub/all.txt")]
    [InlineData("-f none\nalpha\n", "--find-links (named by sub/all.txt): there is no folder 'none'", "contains .whl files")]
    [InlineData("-r .\n", "is a folder; a file is needed", "named by sub/all.txt")]
    [InlineData("-r all.txt\n", "sub/all.txt, line 1: 'all.txt' goes in a circle", "remove one of the lines")]
    public async Task What_a_file_names_and_is_not_there_is_said_and_nothing_is_written(string text, string problem, string advice)
    {
        using var folders = new CliFolders();
        folders.Write("sub/all.txt", text);

        var run = await CliRun.RunAsync("plan", "-r", "sub/all.txt", "--python", "3.13", "-o", "run");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        run.Error.ShouldContain(advice);
        Directory.Exists(folders["run"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_names_a_file_beside_itself()
    {
        using var folders = new CliFolders();
        folders.Write("project/request.json", """{"requirementsFile": "locks/requirements.txt", "python": "3.13"}""");
        folders.Write("project/locks/requirements.txt", "-r more.txt\nalpha\n");
        folders.Write("project/locks/more.txt", "beta\n");

        var run = await CliRun.RunAsync("plan", "--request", "project/request.json", "-o", "run");

        run.ExitCode.ShouldBe(0, run.Error);
        (await File.ReadAllTextAsync(folders["run/plan.json"])).ShouldContain("\"requirementsText\": \"alpha\\nbeta\\n\"");
        run.Output.ShouldContain("locks/requirements.txt");
    }

    [Theory]
    [InlineData("none.txt", "requirementsFile: there is no file 'project/none.txt'")]
    [InlineData("../outside.txt", "requirementsFile: '../outside.txt' has . or .. as a part")]
    [InlineData("", "requirementsFile: '' is empty")]
    public async Task A_file_beside_a_request_must_be_there(string file, string problem)
    {
        using var folders = new CliFolders();
        folders.Write("outside.txt", "alpha\n");
        folders.Write("project/request.json", $$"""{"requirementsFile": "{{file}}"}""");

        var run = await CliRun.RunAsync("plan", "--request", "project/request.json", "-o", "run");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        Directory.Exists(folders["run"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_table_says_what_was_understood_and_so_does_JSON()
    {
        using var folders = new CliFolders();
        folders.Write(
            "pyproject.toml",
            "[project]\nname = 'thing'\ndependencies = ['alpha', \"beta; sys_platform == 'win32'\"]\n[dependency-groups]\nreport = ['gamma']\ndev = ['delta']\n"
        );
        string[] line = ["plan", "-r", "pyproject.toml", "--group", "report", "--python", "3.13", "-o", "run"];

        var table = await CliRun.RunAsync(line);
        var json = await CliRun.RunAsync(["--json", .. line]);

        table.ExitCode.ShouldBe(0, table.Error);
        table.Output.ShouldContain("group dev: delta");
        table.Output.ShouldContain("its marker excludes python3.13 on x86_64");
        var source = JsonDocument.Parse(json.Lines[^1]).RootElement.GetProperty("plan").GetProperty("sources")[0];
        source.GetProperty("kind").GetString().ShouldBe("pyproject.toml");
        source.GetProperty("groups")[0].GetString().ShouldBe("report");
        source.GetProperty("skipped").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_variable_in_an_index_is_replaced_by_pip_alone_and_stands_nowhere()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        using var folders = new CliFolders();
        _ = new MadeWheels(folders["secret-wheels"]).WithPackage("alpha");
        folders.Write("r.txt", $"--no-index\n--find-links file://{folders.Work}/${{LP_TEST_TOKEN}}-wheels\nalpha\n");
        Environment.SetEnvironmentVariable("LP_TEST_TOKEN", "secret");
        try
        {
            var run = await CliRun.RunAsync("build", "-r", "r.txt", "--python", python.Minor, "--no-measure", "-o", "out/a");

            run.ExitCode.ShouldBe(0, run.Error);
            (run.Output + run.Error).ShouldNotContain("secret");
            (await File.ReadAllTextAsync(folders["out/a/plan.json"])).ShouldNotContain("LP_TEST_TOKEN");
            Directory
                .EnumerateFiles(folders["out/a"], "*.json")
                .Where(file => File.ReadAllText(file).Contains("LP_TEST_TOKEN", StringComparison.Ordinal))
                .ShouldBeEmpty();
        }
        finally
        {
            Environment.SetEnvironmentVariable("LP_TEST_TOKEN", null);
        }
    }
}
