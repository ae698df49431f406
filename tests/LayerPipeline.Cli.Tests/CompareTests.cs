using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class CompareTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData("4", 3)]
    [InlineData("5B", 0)]
    [InlineData("0.005kB", 0)]
    public async Task Growth_is_held_to_a_limit(string limit, int exitCode)
    {
        WriteLayers();

        var run = await CliRun.RunAsync("compare", "old.zip", "new.zip", "--max-growth", limit, "--summary", "page.md");

        run.ExitCode.ShouldBe(exitCode, run.Error);
        run.Output.ShouldContain("python/alpha/b.py");
        run.Error.Contains("The layer grew by 5 bytes", StringComparison.Ordinal).ShouldBe(exitCode == 3);
        (await File.ReadAllTextAsync(_folders["page.md"])).ShouldContain("| python/alpha/b.py | added |");
    }

    [Fact]
    public async Task Two_zips_are_compared_by_their_files_and_the_names_of_modules()
    {
        WriteLayers();

        var run = await CliRun.RunAsync("compare", "old.zip", "new.zip", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var comparison = JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("comparison");
        comparison.GetProperty("growthBytes").GetInt64().ShouldBe(5);
        comparison.GetProperty("modulesGained")[0].GetString().ShouldBe("alpha.b");
        comparison.GetProperty("modulesWereImported").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "arn:aws:lambda:eu-west-1:123456789012:layer:science:3",
        "aws lambda get-layer-version-by-arn --arn arn:aws:lambda:eu-west-1"
    )]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:layer:science:3", "is a published version. Its stack keeps its manifest: name")]
    [InlineData("science:3", "is published. Its stack keeps its manifest: name the stack with --state-machine ARN")]
    [InlineData("C:1", "old: there is no file or folder 'C:1' (looked in ")]
    [InlineData("C:1", "), so it is read as version 1 of the layer 'C', which is published")]
    [InlineData("a.b:1", "old: there is neither a file nor a folder 'a.b:1'")]
    [InlineData("x/C:1", "old: there is neither a file nor a folder 'x/C:1'")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:science", "is not the ARN of a layer's version")]
    [InlineData("some.json", "old: 'some.json' is not the manifest of a layer")]
    [InlineData("nothing", "old: there is neither a file nor a folder 'nothing'")]
    public async Task What_can_t_be_compared_is_named_with_what_to_do(string old, string problem)
    {
        WriteLayers();
        _folders.Write("some.json", "{}");

        var run = await CliRun.RunAsync("compare", old, "new.zip");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_the_ARN_of_a_state_machine_is_refused_before_AWS_is_asked()
    {
        WriteLayers();

        var run = await CliRun.RunAsync("compare", "science:3", "new.zip", "--state-machine", "layer-pipeline");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--state-machine: 'layer-pipeline' is not the ARN of a state machine");
    }

    [Fact]
    public async Task A_file_whose_name_looks_like_a_version_is_a_file()
    {
        WriteLayers();
        File.Copy(_folders["old.zip"], _folders["science:3"]);

        var run = await CliRun.RunAsync("compare", "science:3", "new.zip", "--report", "page.html");

        run.ExitCode.ShouldBe(0, run.Error);
        (await File.ReadAllTextAsync(_folders["page.html"])).ShouldContain("\"isDifference\":true");
    }

    [Theory]
    [InlineData("{\"distributions\": null}")]
    [InlineData("{\"distributions\": [null]}")]
    [InlineData("{\"codeSha256\": null}")]
    public async Task A_manifest_with_nulls_is_refused(string text)
    {
        WriteLayers();
        _folders.Write("null.json", text);

        var compared = await CliRun.RunAsync("compare", "null.json", "new.zip");
        var rebuilt = await CliRun.RunAsync("verify", "null.json", "--rebuild");

        compared.ExitCode.ShouldBe(2);
        compared.Error.ShouldContain("old: 'null.json' is not the manifest of a layer: It holds a null.");
        rebuilt.ExitCode.ShouldBe(2, rebuilt.Error);
    }

    [Theory]
    [InlineData("old.zip", "--report", "new.zip", "--report: 'new.zip' would replace 'new.zip'")]
    [InlineData("old.zip", "--summary", "./old.zip", "--summary: './old.zip' would replace 'old.zip'")]
    [InlineData("folder", "--summary", "folder/layer.zip", "--summary: 'folder/layer.zip' would replace a file of 'folder'")]
    [InlineData("old.zip", "--report", "folder", "--report: 'folder' is a folder")]
    [InlineData("old.zip", "--report", "none/page.html", "--report: there is no folder")]
    public async Task No_page_takes_the_place_of_what_is_compared(string old, string option, string file, string problem)
    {
        WriteLayers();
        Directory.CreateDirectory(_folders["folder"]);
        File.Copy(_folders["old.zip"], _folders["folder/layer.zip"]);

        var run = await CliRun.RunAsync("compare", old, "new.zip", option, file);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        run.Output.ShouldBeEmpty();
        SmallZip.Read(_folders["folder/layer.zip"]).ShouldBe(SmallZip.Read(_folders["old.zip"]));
        SmallZip.Read(_folders["new.zip"]).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("--report")]
    [InlineData("--summary")]
    public async Task A_page_that_can_t_be_written_is_told_before_anything_is_compared(string option)
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "there is no /proc here, where nobody can make a file");
        WriteLayers();

        var run = await CliRun.RunAsync("compare", "old.zip", "new.zip", option, "/proc/page.md");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"{option}: '/proc/page.md' can't be written: ");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_an_earlier_comparison_is_replaced()
    {
        WriteLayers();
        _folders.Write("page.html", "earlier");

        var run = await CliRun.RunAsync("compare", ".", "new.zip", "--report", "page.html");
        var analysis = await CliRun.RunAsync("analyze", "new.zip", "--report", "new.zip");

        run.ExitCode.ShouldBe(0, run.Error);
        (await File.ReadAllTextAsync(_folders["page.html"])).ShouldStartWith("<!");
        analysis.ExitCode.ShouldBe(2);
        analysis.Error.ShouldContain("--report: 'new.zip' would replace 'new.zip', which is named too. Give another file.");
    }

    [Fact]
    public async Task A_size_that_is_none_is_refused()
    {
        WriteLayers();

        var run = await CliRun.RunAsync("compare", "old.zip", "new.zip", "--max-growth", "many");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--max-growth: 'many' is not a size. Give bytes, or a number with kB, MB");
    }

    private void WriteLayers()
    {
        SmallZip.Write(_folders["old.zip"], ("python/alpha/__init__.py", "x"));
        SmallZip.Write(_folders["new.zip"], ("python/alpha/__init__.py", "x"), ("python/alpha/b.py", "y = 1"));
    }
}
