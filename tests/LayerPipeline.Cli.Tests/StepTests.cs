using LayerPipeline.Local.Folders;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests;

/// <summary>Single steps on the folder of a finished run.</summary>
[Collection(CliGroup.Name)]
public sealed class StepTests(SmallRun small) : IClassFixture<SmallRun>, IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData("prune run/raw.zip --plan run/plan.json")]
    [InlineData("step prune run --interpreter {python}")]
    public async Task A_layer_that_is_pruned_anew_keeps_no_manifest_of_the_older_one(string prune)
    {
        var python = await small.CopyToAsync(_folders["run"]);

        var run = await CliRun.RunAsync(Words(prune, python));

        run.ExitCode.ShouldBe(0, run.Error);
        Names().ShouldBe(PipelineSteps.Files.Except(RunFiles.OfLayer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_prune_that_fails_leaves_the_run_as_it_was()
    {
        await small.CopyToAsync(_folders["run"]);
        File.Delete(_folders["run/baseline.json"]);
        var before = _folders.Listing();

        var run = await CliRun.RunAsync("prune", "run/raw.zip", "--plan", "run/plan.json");

        run.ExitCode.ShouldBe(2, run.Error);
        _folders.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task The_steps_after_a_prune_make_the_run_whole_again()
    {
        var python = await small.CopyToAsync(_folders["run"]);

        foreach (var step in new[] { "prune", "check", "probe-layer", "judge", "measure", "record" })
        {
            var run = await CliRun.RunAsync("step", step, "run", "--interpreter", python);

            run.ExitCode.ShouldBe(0, run.Error);
        }

        Names().ShouldBe(PipelineSteps.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("restore run alpha/tests")]
    [InlineData("step prune run")]
    [InlineData("prune run/raw.zip --plan run/plan.json")]
    [InlineData("plan alpha -o run")]
    [InlineData("build alpha -f wheels --no-index --unproven -o run")]
    public async Task A_run_that_another_process_changes_is_left_to_it(string arguments)
    {
        await small.CopyToAsync(_folders["run"]);
        new MadeWheels(_folders["wheels"]).WithPackage("alpha");
        var before = _folders.Listing();
        CliRun run;
        using (RunLock.Take("run"))
        {
            run = await CliRun.RunAsync(Words(arguments, ""));
        }

        run.ExitCode.ShouldBe(2, run.Error);
        run.Error.ShouldContain("run' is being changed by another layer-pipeline");
        _folders.Listing().ShouldBe(before);
    }

    private static string[] Words(string line, string python) =>
        [.. line.Split(' ').Select(word => word.Replace("{python}", python, StringComparison.Ordinal))];

    private IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(_folders["run"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
