using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests;

/// <summary>What commands say of a layer with a cold store: its files are there, and they say which are cold.</summary>
[Collection(CliGroup.Name)]
public sealed class ColdToolsTests : IDisposable
{
    private const int TableBytes = 200_000;

    private readonly CliFolders _folders = new();

    public ColdToolsTests() =>
        new MadeWheels(_folders["wheels"])
            .With("front", ["solver"], ("front/__init__.py", "def run():\n    import solver\n    return solver.answer()\n"))
            .With(
                "solver",
                [],
                ("solver/__init__.py", "def answer(): return open(__file__.replace('__init__.py', 'table.txt')).read()\n"),
                ("solver/table.txt", new string('4', TableBytes)),
                ("solver/tests/test_solver.py", "import solver\n")
            );

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Analyze_why_compare_the_report_and_the_bill_of_materials_look_into_the_store()
    {
        await BuildAsync();
        var hot = _folders["hot.zip"];
        File.Move(_folders.OfRun(RunFiles.Layer), hot);
        await BuildAsync("--cold-store", "solver");

        await AnalyzeAsync();
        await CompareAsync(hot);
        await WhyAsync();
        await SbomAsync();
        var page = await File.ReadAllTextAsync(_folders.OfRun(RunFiles.Report), TestContext.Current.CancellationToken);
        page.ShouldContain("\"coldUnits\":[\"solver\"]");
        page.ShouldContain("\"cold\":{\"units\":[{\"name\":\"solver\"");
        page.ShouldNotContain("store.bin\"", Case.Sensitive, "the map shows the files, not what holds them");

        await DamageAsync();

        await DamagedAsync();
    }

    [Fact]
    public async Task A_restored_file_of_a_cold_distribution_goes_into_the_store_and_the_layer_is_proven_again()
    {
        await BuildAsync("--cold-store", "solver");
        var python = await TestInterpreter.NewestOrSkipAsync();

        var restored = await CliRun.RunAsync("restore", _folders["out/x"], "solver/tests", "--interpreter", python.Path);

        restored.ExitCode.ShouldBe(0, restored.Error + restored.Output);
        restored.Output.ShouldContain("proven");
        await using var layer = new LocalFile(_folders.OfRun(RunFiles.Layer));
        var cold = (await ColdLayer.OpenAsync(layer, TestContext.Current.CancellationToken))!;
        cold.Store.UnitsByPath()["solver/tests/test_solver.py"].Name.ShouldBe("solver");
        _folders.Manifest().ColdCosts!.Units.ShouldHaveSingleItem().Seconds.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Prune_by_itself_writes_the_same_layer_into_another_folder()
    {
        await BuildAsync("--cold-store", "solver");

        var pruned = await CliRun.RunAsync(
            "prune",
            _folders.OfRun(RunFiles.Raw),
            "--plan",
            _folders.OfRun(RunFiles.Plan),
            "--output",
            _folders["again"]
        );

        pruned.ExitCode.ShouldBe(0, pruned.Error + pruned.Output);
        (await File.ReadAllBytesAsync(Path.Combine(_folders["again"], RunFiles.Layer), TestContext.Current.CancellationToken)).ShouldBe(
            await File.ReadAllBytesAsync(_folders.OfRun(RunFiles.Layer), TestContext.Current.CancellationToken)
        );
    }

    private async Task AnalyzeAsync()
    {
        var analysis = (await JsonAsync("analyze", _folders["out/x"]))["analysis"]!;

        var cold = analysis["cold"]!.AsArray().ShouldHaveSingleItem()!;
        cold["name"]!.GetValue<string>().ShouldBe("solver");
        cold["bytes"]!.GetValue<long>().ShouldBeGreaterThan(TableBytes);
        cold["storedBytes"]!.GetValue<long>().ShouldBeLessThan(TableBytes / 10);
        analysis["bytes"]!.GetValue<long>().ShouldBe(_folders.Manifest().Bytes);
        var largest = analysis["largest"]![0]!;
        (largest["path"]!.GetValue<string>(), largest["cold"]!.GetValue<string>()).ShouldBe(("python/solver/table.txt", "solver"));
        (await CliRun.RunAsync("analyze", _folders["out/x"])).Output.ShouldContain("python/solver/table.txt (cold)");
    }

    private async Task CompareAsync(string hot)
    {
        var comparison = (await JsonAsync("compare", hot, _folders["out/x"]))["comparison"]!;

        comparison["files"]!.AsArray().ShouldBeEmpty("the files are the same, wherever they are");
        comparison["distributions"]!.AsArray().ShouldBeEmpty();
        comparison["growthBytes"]!.GetValue<long>().ShouldBeLessThan(-TableBytes / 2);
        comparison["old"]!["cold"].ShouldBeNull();
        comparison["new"]!["cold"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("solver");
        var shown = (await CliRun.RunAsync("compare", hot, _folders.OfRun(RunFiles.Layer))).Output;
        shown.ShouldContain("Cold after");
        shown.ShouldContain("All files are the same, by length and checksum.");
        shown.ShouldContain("Now in the cold store, and not as files: solver.");
    }

    private async Task WhyAsync()
    {
        var cold = await CliRun.RunAsync("why", _folders["out/x"], "solver/table.txt");
        cold.Output.ShouldContain("Cold: it is inflated with solver");

        (await CliRun.RunAsync("why", _folders["out/x"], "front")).Output.ShouldNotContain("Cold");
    }

    private async Task SbomAsync()
    {
        var sbom = JsonNode.Parse((await CliRun.RunAsync("sbom", _folders["out/x"])).Output)!;

        var solver = sbom["components"]!.AsArray().Single(component => component!["name"]!.GetValue<string>() == "solver")!;
        var hashes = solver["components"]!
            .AsArray()
            .ToDictionary(file => file!["name"]!.GetValue<string>(), file => file!["hashes"]![0]!["content"]!.GetValue<string>());
        hashes.Keys.Order(StringComparer.Ordinal).ShouldBe(["python/solver/__init__.py", "python/solver/table.txt"]);
        hashes["python/solver/table.txt"]
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(new string('4', TableBytes)))));
    }

    /// <summary>Changes a byte in the frame of the store's only unit; the store's lists stay as they are.</summary>
    private async Task DamageAsync()
    {
        var path = _folders.OfRun(RunFiles.Layer);
        var unit = (await ReadColdAsync(path)).Store.Units.ShouldHaveSingleItem();
        var files = SmallZip.Read(path).ToDictionary(file => file.Key, file => Convert.FromHexString(file.Value));
        files[ColdNames.Store][unit.Offset + (unit.StoredBytes / 2)] ^= 0xFF;
        File.Delete(path);
        SmallZip.Write(path, files.Select(file => (file.Key, (FileContent)file.Value)));
        (await ReadColdAsync(path)).Store.Units.ShouldHaveSingleItem();
    }

    private static async Task<ColdLayer> ReadColdAsync(string path)
    {
        await using var layer = new LocalFile(path);
        return (await ColdLayer.OpenAsync(layer, TestContext.Current.CancellationToken))!;
    }

    private async Task DamagedAsync()
    {
        var why = await CliRun.RunAsync("why", _folders["out/x"], "solver/table.txt");
        var hot = await CliRun.RunAsync("why", _folders["out/x"], "front");
        var sbom = await CliRun.RunAsync("sbom", _folders["out/x"]);

        (why.ExitCode, hot.ExitCode).ShouldBe((0, 0), why.Error);
        why.Output.ShouldContain("No function can import it: The layer's cold store is damaged: ");
        why.Output.ShouldContain("No rule names it.", Case.Sensitive, "what was decided is known all the same");
        hot.Output.ShouldNotContain("damaged");
        sbom.ExitCode.ShouldBe(2, sbom.Output);
        sbom.Output.ShouldBeEmpty("no hash is told of what is not there");
        sbom.Error.ShouldContain($"folder: '{_folders["out/x"]}' is refused. The layer's cold store is damaged: ");
    }

    private static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var run = await CliRun.RunAsync(["--json", .. arguments]);
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        return JsonNode.Parse(run.Lines[^1])!;
    }

    private async Task BuildAsync(params string[] more)
    {
        var run = await _folders.BuildAsync("front", [.. more, "--probe", "import front; assert front.run()[0] == '4'"]);
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
    }
}
