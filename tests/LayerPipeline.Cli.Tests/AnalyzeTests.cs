using System.Text.Json;
using LayerPipeline.Cli.Output;

namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class AnalyzeTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_zip_a_folder_and_a_wheel_of_the_same_files_give_the_same_answer()
    {
        (string, FileContent)[] files =
        [
            ("alpha/__init__.py", "import alpha.tests.used"),
            ("alpha/tests/used.py", ""),
            ("alpha/tests/test_a.py", "1"),
        ];
        SmallZip.Write(_folders["a.zip"], files);
        SmallZip.Write(_folders["a.whl"], files);
        foreach (
            var (name, text) in files.Select(file =>
                (
                    file.Item1,
                    file.Item1 == "alpha/__init__.py" ? "import alpha.tests.used"
                    : file.Item1.EndsWith("_a.py", StringComparison.Ordinal) ? "1"
                    : ""
                )
            )
        )
        {
            _folders.Write("folder/" + name, text);
        }

        var answers = new List<JsonElement>();
        foreach (var path in new[] { "a.zip", "a.whl", "folder" })
        {
            var run = await CliRun.RunAsync("analyze", path, "--no-sources", "--json");
            run.ExitCode.ShouldBe(0, run.Error);
            answers.Add(JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("analysis"));
        }

        foreach (var answer in answers)
        {
            answer.GetProperty("bytes").GetInt64().ShouldBe(24);
            answer.GetProperty("tiers")[1].GetProperty("bytes").GetInt64().ShouldBe(1);
            answer.GetProperty("evidence").GetString().ShouldBe("None");
        }
    }

    [Fact]
    public async Task A_page_shows_what_is_in_the_archive()
    {
        SmallZip.Write(_folders["a.zip"], ("python/alpha/__init__.py", "VALUE = 1"), ("bin/tool", "</script>"));

        var run = await CliRun.RunAsync("analyze", "a.zip", "--no-sources", "--report", "a.html");

        run.ExitCode.ShouldBe(0, run.Error);
        var page = await File.ReadAllTextAsync(_folders["a.html"], TestContext.Current.CancellationToken);
        page.ShouldContain("<title>a.zip");
        page.ShouldContain("\"bytes\":18,");
        page.ShouldContain("__init__.py");
    }

    [Fact]
    public async Task What_sources_import_is_kept_and_the_answer_says_what_it_rests_on()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        SmallZip.Write(
            _folders["a.zip"],
            ("python/alpha/__init__.py", "import alpha.tests.used"),
            ("python/alpha/tests/__init__.py", ""),
            ("python/alpha/tests/used.py", "x = 1"),
            ("python/alpha/tests/test_a.py", "1")
        );

        var run = await CliRun.RunAsync("analyze", "a.zip", "--interpreter", python.Path);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("tests 1");
        run.Output.ShouldContain("Nothing was run: a build also keeps what it sees opened");
    }

    [Theory]
    [InlineData("nothing", "there is neither a file nor a folder 'nothing'")]
    [InlineData("text.zip", "path: 'text.zip' is refused.")]
    public async Task What_is_not_an_archive_is_named(string path, string problem)
    {
        _folders.Write("text.zip", "not a zip");

        var run = await CliRun.RunAsync("analyze", path);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_turns_the_direction_of_text_or_clears_the_window_does_neither()
    {
        SmallZip.Write(_folders["a.zip"], ("python/[red]\u202Etxt.\u001b[2J.py", "x"));

        var run = await CliRun.RunAsync("analyze", "a.zip", "--no-sources");
        var json = await CliRun.RunAsync("analyze", "a.zip", "--no-sources", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("python/[red]\uFFFDtxt.");
        run.Output.ShouldNotContain('\u202E');
        run.Output.ShouldNotContain('\u001b');
        JsonDocument.Parse(json.Lines[^1]).RootElement.GetProperty("analysis").GetProperty("entries").GetInt32().ShouldBe(1);
        json.Output.ShouldNotContain('\u001b');
    }
}
