using System.Text.Json;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Tests;

/// <summary>Builds with a cold store, from made wheels.</summary>
[Collection(CliGroup.Name)]
public sealed class ColdStoreTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public ColdStoreTests() =>
        new MadeWheels(_folders["wheels"])
            .With(
                "solver",
                [],
                ("solver/__init__.py", "def answer(): return open(__file__.replace('__init__.py', 'table.txt')).read()\n"),
                ("solver/table.txt", new string('4', 300_000))
            )
            .With(
                "fixed",
                ["solver"],
                (
                    "fixed/__init__.py",
                    "import os, sys\nFOUND = next(p for p in sys.path if os.path.exists(os.path.join(p, 'fixed', 'table.txt')))\n"
                ),
                ("fixed/table.txt", "x")
            );

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_cold_layer_is_proven_fresh_and_warm_verified_and_inflated()
    {
        var run = await _folders.BuildAsync(
            "fixed",
            "--cold-store",
            "solver",
            "--probe",
            "import solver; assert solver.answer()[0] == '4'"
        );

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("; inflated before: ");
        run.Output.ShouldContain("Cold store: ");
        var manifest = _folders.Manifest();
        manifest.Proven.ShouldBeTrue();
        manifest.ColdStore!.Distributions.ShouldBe(["solver"]);
        var costs = JsonSerializer.Deserialize(await BytesAsync(RunFiles.Cold), MeasuringJson.Default.ColdCosts)!;
        costs.DiskBytes.ShouldBeGreaterThan(300_000);
        costs.Fresh.ShouldBe(costs.Warm);

        (await CliRun.RunAsync("inflate", _folders.OfRun(RunFiles.Layer), _folders["plain"])).ExitCode.ShouldBe(0);
        new FileInfo(Path.Combine(_folders["plain"], "python/solver/table.txt")).Length.ShouldBe(300_000);
        Directory.Exists(Path.Combine(_folders["plain"], "python/_layer_cold")).ShouldBeFalse();
        (await CliRun.RunAsync("inflate", _folders.OfRun(RunFiles.Layer), _folders["plain"])).ExitCode.ShouldBe(2);

        var python = await TestInterpreter.NewestOrSkipAsync();
        var verified = await CliRun.RunAsync(
            "verify",
            _folders.OfRun(RunFiles.Layer),
            "--python",
            python.Minor,
            "--interpreter",
            python.Path
        );
        verified.ExitCode.ShouldBe(0, verified.Error + verified.Output);
    }

    [Fact]
    public async Task What_fails_only_out_of_the_store_is_hot_in_the_repair()
    {
        var run = await _folders.BuildAsync("fixed", "--cold-store", "solver", "--cold-store", "fixed");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        var log = JsonSerializer.Deserialize(await BytesAsync(RunFiles.Repair), PruningJson.Default.RepairLog)!;
        log.Hot!["fixed"].ShouldStartWith("out of the cold store fixed fails with StopIteration");
        _folders.Manifest().ColdStore!.Distributions.ShouldBe(["solver"]);
        _folders.Manifest().Proven.ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_that_is_none_of_the_layers_is_bad_input()
    {
        var run = await _folders.BuildAsync("fixed", "--cold-store", "sollver");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("coldStore[0]");
        run.Error.ShouldContain("solver");
        _folders.HasOutput().ShouldBeFalse();
    }

    private Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(_folders.OfRun(file), TestContext.Current.CancellationToken);

    private static Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
