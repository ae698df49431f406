using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Tests.Demo;

namespace LayerPipeline.Cli.Tests;

/// <summary>Ctrl-C at any time, and a terminal that is closed, leave an output folder complete or absent.</summary>
[Collection(CliGroup.Name)]
public sealed class StoppedTests : IDisposable
{
    // Made first, so that it is outside of what is compared.
    private readonly TemporaryFolder _scripts = new();
    private readonly CliFolders _folders = new();

    public StoppedTests()
    {
        new MadeWheels(_folders["wheels"]).WithPackage("alpha");
        _folders.Write("out/old/plan.json", SmallPlan.Json());
    }

    public void Dispose()
    {
        _folders.Dispose();
        _scripts.Dispose();
    }

    [Theory]
    [InlineData("Install", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("Probe raw", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("Prune")]
    [InlineData("Check", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
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
    [InlineData("INT", "-m pip", 1, "$PPID")]
    [InlineData("INT", "-m pip", 1, "0", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("INT", "-I -B", 1, "$PPID", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("INT", "-I -B", 1, "0", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("INT", "-I -B", 2, "0")]
    [InlineData("HUP", "-m pip", 1, "$PPID", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    [InlineData("HUP", "-I -B", 1, "0")]
    public async Task A_program_that_is_stopped_while_Python_runs_leaves_all_as_it_was(
        string signal,
        string arguments,
        int time,
        string target
    )
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid"), "there is no setsid to give the program a process group of its own");
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        var python = Interrupting(_scripts, interpreter.Path, arguments, time, $"kill -{signal} {target}");
        var before = _folders.Listing();

        var run = await RunProgramAsync("/usr/bin/setsid", ["dotnet", Program, .. Build(python, interpreter.Minor)]);

        Assert.SkipWhen(File.Exists(_scripts["ignored"]), "this process ignores the signal, and so do its children");
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
        run.StandardError.ShouldStartWith("error: python: '2.7' is not a Python version that Lambda supports");
    }

    [Theory]
    [InlineData("build alpha -f wheels --no-index --unproven --json", "> /dev/full")]
    [InlineData("build alpha -f wheels --no-index --unproven", ">&-")]
    [InlineData("--help", "> /dev/full")]
    [InlineData("--help", ">&-", Skip = Effort.FewCases, SkipType = typeof(Effort), SkipUnless = nameof(Effort.IsLong))]
    public async Task A_program_whose_output_goes_nowhere_says_so_in_one_line(string arguments, string redirection)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        var before = _folders.Listing();

        var run = await RunProgramAsync("/bin/sh", ["-c", $"exec dotnet '{Program}' {arguments} {redirection}"]);

        Assert.SkipWhen(run.StandardError.Contains("No Python", StringComparison.Ordinal), "there is no Python for it");
        run.StandardError.ShouldStartWith("error: can't write to standard output (");
        run.StandardError.Count(character => character == '\n').ShouldBe(1);
        run.ExitCode.ShouldBe(2);
        _folders.Listing().ShouldBe(before);
    }

    /// <summary>Writes that fail are not thrown at the spinner of a terminal that is gone.</summary>
    [Fact]
    public async Task A_program_whose_terminal_is_closed_leaves_all_as_it_was()
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        var python = Interrupting(_scripts, interpreter.Path, "-m pip", 1, $"touch '{_scripts["there"]}'");
        await File.WriteAllTextAsync(_scripts["terminal.py"], Terminal);
        var before = _folders.Listing();

        var run = await RunProgramAsync(
            interpreter.Path,
            [_scripts["terminal.py"], _scripts["there"], "dotnet", Program, .. Build(python, interpreter.Minor)]
        );

        run.StandardOutput.Trim().ShouldBeOneOf("130", "2");
        _folders.Listing().ShouldBe(before);
    }

    /// <summary>Gives a program a terminal, closes it when a file appears, and says how the program ended.</summary>
    private const string Terminal = """
        import os, pty, signal, sys, time
        process, terminal = pty.fork()
        if process == 0:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            os.execvp(sys.argv[2], sys.argv[2:])
        while not os.path.exists(sys.argv[1]):
            time.sleep(0.05)
        os.close(terminal)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))

        """;

    private static string Program => typeof(CommandLine).Assembly.Location;

    private static string[] Build(string python, string minor) =>
        ["build", "alpha", "--interpreter", python, "--python", minor, "-f", "wheels", "--no-index", "--no-measure", "-o", "out/old"];

    private static async Task<BufferedCommandResult> RunProgramAsync(string file, IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await CliWrap
            .Cli.Wrap(file)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
    }

    /// <summary>A Python that acts, such as by a signal, at the given time that it is run with the given arguments, and then hangs.</summary>
    private static string Interrupting(TemporaryFolder folder, string python, string arguments, int time, string act)
    {
        var bit = act.Contains("INT", StringComparison.Ordinal) ? 2 : 1;
        return Script.Write(
            folder["python3"],
            $$"""
            case "$*" in *"{{arguments}}"*)
              echo >> '{{folder["times"]}}'
              if [ "$(wc -l < '{{folder["times"]}}')" -eq {{time}} ]; then
                # The signal's bit in the ignored ones: a parent in the background passes that on.
                [ $((0x$(sed -n 's/^SigIgn:.*\(.\)$/\1/p' /proc/$PPID/status) & {{bit}})) -ne 0 ] && touch '{{folder["ignored"]}}' && exit 1
                {{act}}
                exec sleep 100
              fi;;
            esac
            exec '{{python}}' "$@"
            """
        );
    }
}
