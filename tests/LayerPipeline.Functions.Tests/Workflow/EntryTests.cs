using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The throwaway function's entry point.</summary>
public sealed class EntryTests
{
    [Fact]
    public async Task The_start_of_the_runtime_is_counted_from_the_start_of_its_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        var python = await Interpreters.FindOrSkipAsync();
        var folder = Path.GetDirectoryName(Repository.Find("src/Workflow/entry.py"))!;
        var probing = Repository.Find("src/LayerPipeline/Probing/probe/__init__.py");
        var code = $"""
            import sys, time
            time.sleep(0.3)
            sys.dont_write_bytecode = True
            sys.path[0:0] = [{Literal(folder)}, {Literal(Path.GetDirectoryName(Path.GetDirectoryName(probing)!)!)}]
            import entry
            print(entry.BOOT)
            """;

        var run = await CliWrap.Cli.Wrap(python).WithArguments(["-I", "-c", code]).ExecuteBufferedAsync();

        // Ticks are hundredths of a second.
        var boot = double.Parse(run.StandardOutput, CultureInfo.InvariantCulture);
        boot.ShouldBeGreaterThan(0.29);
        boot.ShouldBeLessThan(run.RunTime.TotalSeconds + 0.02);
    }

    private static string Literal(string path) => System.Text.Json.JsonSerializer.Serialize(path);
}
