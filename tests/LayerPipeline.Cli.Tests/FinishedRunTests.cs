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
}
