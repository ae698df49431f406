using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli;
using LayerPipeline.Tests.Demo;

namespace LayerPipeline.Tests.Cli;

/// <summary>Ctrl-C at any time leaves an output folder complete or absent.</summary>
[Collection(CliGroup.Name)]
public sealed class StoppedTests : IDisposable
{
    // Made first, so that it lies outside of what is compared.
    private readonly TemporaryFolder _scripts = new();
    private readonly CliFolders _folders = new();

    public StoppedTests()
    {
        SmallWheel.Write(_folders["wheels"], "alpha", "1.0");
        _folders.Write("out/old/plan.json", SmallPlan.Json());
    }

    public void Dispose()
    {
        _folders.Dispose();
        _scripts.Dispose();
    }

    [Theory]
    [InlineData("Install")]
    [InlineData("Probe raw")]
    [InlineData("Prune")]
    [InlineData("Check")]
    [InlineData("Probe layer")]
    public async Task A_build_that_is_stopped_after_a_step_leaves_all_as_it_was(string step)
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        var before = _folders.Listing();

        var run = await CliRun.RunUntilAsync(step, Build(interpreter.Path, interpreter.Minor));

        run.ExitCode.ShouldBe(130, run.Error);
        run.Error.ShouldBe("stopped; nothing was left behind." + Environment.NewLine);
        run.Lines[^1].ShouldContain(step);
        _folders.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task The_same_build_that_is_not_stopped_replaces_the_older_run()
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();

        var run = await CliRun.RunAsync(Build(interpreter.Path, interpreter.Minor));

        run.ExitCode.ShouldBe(0, run.Error);
        File.Exists(_folders["out/old/layer.zip"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_folders["out"]).ShouldHaveSingleItem();
    }

    /// <summary>The signal comes while the child runs, to the program alone or, as from a terminal, to both.</summary>
    [Theory]
    [InlineData("-m pip", 1, "$PPID")]
    [InlineData("-m pip", 1, "0")]
    [InlineData("-I -B", 1, "$PPID")]
    [InlineData("-I -B", 1, "0")]
    [InlineData("-I -B", 2, "0")]
    public async Task A_program_that_gets_Ctrl_C_while_Python_runs_leaves_all_as_it_was(string arguments, int time, string target)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid"), "there is no setsid to give the program a process group of its own");
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        var python = Interrupting(_scripts, interpreter.Path, arguments, time, target);
        var before = _folders.Listing();

        var run = await RunProgramAsync("/usr/bin/setsid", ["dotnet", Program, .. Build(python, interpreter.Minor)]);

        Assert.SkipWhen(File.Exists(_scripts["ignored"]), "this process ignores Ctrl-C, and so do its children");
        run.StandardError.ShouldBe("stopped; nothing was left behind." + Environment.NewLine);
        run.ExitCode.ShouldBe(130);
        _folders.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task The_program_writes_errors_to_standard_error_and_exits_with_2()
    {
        var run = await RunProgramAsync("dotnet", [Program, "build", "alpha", "--python", "2.7"]);

        run.ExitCode.ShouldBe(2);
        run.StandardOutput.ShouldBeEmpty();
        run.StandardError.ShouldStartWith("error: python: '2.7' is no Python of Lambda");
    }

    private static string Program => typeof(CommandLine).Assembly.Location;

    private static string[] Build(string python, string minor) =>
        ["build", "alpha", "--interpreter", python, "--python", minor, "-f", "wheels", "--no-index", "-o", "out/old"];

    private static async Task<BufferedCommandResult> RunProgramAsync(string file, IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await CliWrap
            .Cli.Wrap(file)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
    }

    /// <summary>A Python that sends the signal at the given time that it is run with the given arguments, and then hangs.</summary>
    private static string Interrupting(TemporaryFolder folder, string python, string arguments, int time, string target)
    {
        var path = folder["python3"];
        File.WriteAllText(
            path,
            $$"""
            #!/bin/sh
            case "$*" in *"{{arguments}}"*)
              echo >> '{{folder["times"]}}'
              if [ "$(wc -l < '{{folder["times"]}}')" -eq {{time}} ]; then
                # Bit 2 of the ignored signals: a parent in the background passes that on.
                [ $((0x$(sed -n 's/^SigIgn:.*\(.\)$/\1/p' /proc/$PPID/status) & 2)) -ne 0 ] && touch '{{folder["ignored"]}}' && exit 1
                kill -INT {{target}}
                exec sleep 100
              fi;;
            esac
            exec '{{python}}' "$@"

            """
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
