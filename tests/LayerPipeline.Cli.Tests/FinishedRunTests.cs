using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

/// <summary>Commands that ask or repeat a finished run; all of them leave it as it is.</summary>
[Collection(CliGroup.Name)]
public sealed class FinishedRunTests(SmallRun small) : IClassFixture<SmallRun>, IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task The_rule_and_the_module_of_a_removed_file_are_told()
    {
        await small.CopyToAsync(_folders["run"]);

        var run = await CliRun.RunAsync("why", "run", "alpha.tests.test_alpha", "--removed", "alpha/tests/**");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Not in the layer: 13 bytes were removed; of alpha.");
        run.Output.ShouldContain("The rule 'tests' (tier development) proposes to remove it");
        run.Output.ShouldContain("Removed: alpha/tests/**");
        run.Output.ShouldContain("a package's own tests");
    }

    [Theory]
    [InlineData("why run", "name a file or a module of the packages, or give --removed GLOB")]
    [InlineData("why run nothing.py", "'nothing.py' is neither a file nor a module of the packages")]
    [InlineData("why nowhere a.py", "'nowhere' is not an output folder of build")]
    [InlineData("sbom nowhere", "'nowhere' is not an output folder of build")]
    [InlineData("sbom run --spec 1.5", "1.5")]
    [InlineData("verify nowhere --rebuild", "'nowhere' is not an output folder of build")]
    public async Task What_can_t_be_asked_is_said(string line, string problem)
    {
        await small.CopyToAsync(_folders["run"]);

        var run = await CliRun.RunAsync(line.Split(' '));

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_bill_of_materials_is_that_of_the_run_or_of_another_version()
    {
        await small.CopyToAsync(_folders["run"]);

        var same = await CliRun.RunAsync("sbom", "run");
        var newer = await CliRun.RunAsync("sbom", "run", "--spec", "1.7");

        same.Output.TrimEnd().ShouldBe(await File.ReadAllTextAsync(_folders["run/sbom.json"]));
        JsonDocument.Parse(newer.Output).RootElement.GetProperty("specVersion").GetString().ShouldBe("1.7");
    }

    [Fact]
    public async Task A_layer_is_built_again_to_the_byte_and_a_changed_one_is_told_apart()
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        new MadeWheels(_folders["wheels"]).WithPackage("alpha");
        string[] again = ["verify", "run", "--rebuild", "--interpreter", interpreter, "-f", _folders["wheels"], "--no-index"];

        var same = await CliRun.RunAsync(again);
        SmallZip.Write(_folders["other.zip"], ("python/alpha/__init__.py", "changed"));
        File.Move(_folders["other.zip"], _folders["run/layer.zip"], overwrite: true);
        var other = await CliRun.RunAsync(again);

        same.ExitCode.ShouldBe(0, same.Error);
        same.Output.ShouldContain("The same bytes: SHA-256 ");
        other.ExitCode.ShouldBe(3, other.Output);
        other.Error.ShouldContain("The layer that was built again is another one");
        other.Output.ShouldContain("python/alpha/__init__.py");
    }

    [Theory]
    [InlineData("provenance.json")]
    [InlineData("manifest.json")]
    public async Task A_provenance_by_itself_is_enough_to_build_the_layer_again(string file)
    {
        Assert.SkipUnless(
            Effort.IsLong || file == "provenance.json",
            "LAYERPIPELINE_LONG is not 1: that a manifest leads to it is tested by itself"
        );
        var interpreter = await small.CopyToAsync(_folders["run"]);
        Directory.CreateDirectory(_folders["alone"]);
        File.Copy(_folders["run/provenance.json"], _folders["alone/provenance.json"]);
        File.Copy(_folders["run/manifest.json"], _folders["alone/manifest.json"]);

        var same = await RebuildAsync($"alone/{file}", interpreter, small.Wheels);

        same.ExitCode.ShouldBe(0, same.Error);
        same.Output.ShouldContain($"The same bytes: SHA-256 {Sha256(_folders["run/layer.zip"])}");
        same.Output.ShouldNotContain("Not as recorded");
    }

    [Fact]
    public async Task Other_bytes_and_other_inputs_than_the_provenance_says_are_told_and_nothing_is_claimed_of_files()
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        new MadeWheels(_folders["wheels"]).With("alpha", [], ("alpha/__init__.py", "VALUE = 2\n"));

        var run = await RebuildAsync("run/provenance.json", interpreter, _folders["wheels"]);

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain($"and not {Sha256(_folders["run/layer.zip"])}");
        run.Error.ShouldContain("Only the digest of the first is known");
        run.Error.ShouldContain("has other bytes (SHA-256 ");
    }

    [Fact]
    public async Task The_same_bytes_from_another_wheel_than_the_recorded_one_are_no_clean_answer()
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        var wheel = Path.GetFileName(Directory.EnumerateFiles(small.Wheels, "*.whl").Single());
        Directory.CreateDirectory(_folders["wheels"]);
        var files = SmallZip.Read(Path.Combine(small.Wheels, wheel)).Reverse();
        SmallZip.Write(_folders[$"wheels/{wheel}"], files.Select(file => (file.Key, (FileContent)Convert.FromHexString(file.Value))));

        var ofRun = await RebuildAsync("run", interpreter, _folders["wheels"]);
        var json = await CliRun.RunAsync([
            "--json",
            "verify",
            "run",
            "--rebuild",
            "--interpreter",
            interpreter,
            "-f",
            _folders["wheels"],
            "--no-index",
        ]);

        ofRun.ExitCode.ShouldBe(0, ofRun.Error);
        ofRun.Output.ShouldContain("The same bytes");
        ofRun.Output.ShouldContain($"Not as recorded: {wheel} has other bytes (SHA-256 {Sha256(_folders[$"wheels/{wheel}"])}");
        json.Lines[^1].ShouldContain("has other bytes");
    }

    [Fact]
    public async Task A_wheel_that_no_index_has_any_more_is_named_with_what_to_do()
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        new MadeWheels(_folders["wheels"]).WithPackage("beta");

        var run = await RebuildAsync("run/provenance.json", interpreter, _folders["wheels"]);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain("The layer was made of alpha-");
        run.Error.ShouldContain("--find-links");
    }

    [Theory]
    [InlineData("\"request\": {", "\"other\": {", "it does not hold the request")]
    [InlineData("urn:layer-pipeline:build:1", "urn:other", "its buildType is 'urn:other'")]
    [InlineData("\"environment\": []", "\"environment\": [\"TOKEN\"]", "the build had environment variables (TOKEN)")]
    [InlineData(
        "\"distribution\": \"alpha\"",
        "\"distribution\": \"alpha\\n--index-url=https://x\"",
        "are no name and version of a distribution"
    )]
    [InlineData("{", "", "it is malformed JSON")]
    [InlineData("\"alpha\"\n", "\"no such name\"\n", "the request in 'changed.json' is refused: packages[0]: 'no such name'")]
    public async Task A_provenance_that_does_not_say_enough_is_refused_before_anything_is_built(string text, string instead, string problem)
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        var content = await File.ReadAllTextAsync(_folders["run/provenance.json"]);
        content.ShouldContain(text);
        await File.WriteAllTextAsync(_folders["changed.json"], content.Replace(text, instead, StringComparison.Ordinal));

        var run = await RebuildAsync("changed.json", interpreter, small.Wheels);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain(problem);
        run.Output.ShouldNotContain("Install");
    }

    [Fact]
    public async Task A_manifest_without_its_provenance_and_one_of_another_layer_are_refused()
    {
        var interpreter = await small.CopyToAsync(_folders["run"]);
        Directory.CreateDirectory(_folders["alone"]);
        File.Copy(_folders["run/manifest.json"], _folders["alone/manifest.json"]);

        var alone = await RebuildAsync("alone/manifest.json", interpreter, small.Wheels);
        var other = await File.ReadAllTextAsync(_folders["run/provenance.json"]);
        _folders.Write(
            "alone/provenance.json",
            other.Replace(Sha256(_folders["run/layer.zip"]), new string('0', 64), StringComparison.Ordinal)
        );
        var mixed = await RebuildAsync("alone/manifest.json", interpreter, small.Wheels);

        (alone.ExitCode, mixed.ExitCode).ShouldBe((2, 2));
        alone.Error.ShouldContain("provenance.json does, which is not beside it");
        mixed.Error.ShouldContain("is not of the layer that 'alone/manifest.json' describes");
    }

    private static Task<CliRun> RebuildAsync(string path, string interpreter, string wheels) =>
        CliRun.RunAsync("verify", path, "--rebuild", "--interpreter", interpreter, "-f", wheels, "--no-index");

    private static string Sha256(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
