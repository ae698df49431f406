using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;
using Spectre.Console;

namespace LayerPipeline.Cli.Tests;

/// <summary>What came of one command line that ran in this process.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What went to standard output.</param>
/// <param name="Error">What went to standard error.</param>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CliRun> RunAsync(params string[] arguments) => RunAsync(arguments, Environment.GetEnvironmentVariable);

    public static Task<CliRun> RunAsync(string[] arguments, Func<string, string?> environment) =>
        RunAsync(arguments, environment, new StringWriter(), CancellationToken.None);

    /// <summary>Runs a command line that is stopped, as by Ctrl-C, when a step has ended.</summary>
    public static async Task<CliRun> RunUntilAsync(string step, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var writer = new StoppingWriter($"\"step\":\"{step}\"", stop);
        return await RunAsync(["--json", .. arguments], Environment.GetEnvironmentVariable, writer, stop.Token);
    }

    private static async Task<CliRun> RunAsync(
        string[] arguments,
        Func<string, string?> environment,
        StringWriter output,
        CancellationToken cancellationToken
    )
    {
        using var error = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = 1000;
        var context = new CliContext
        {
            Console = console,
            Error = error,
            Environment = environment,
            Clock = TimeProvider.System,
        };
        var exitCode = await CommandLine.RunAsync(arguments, context, cancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Cancels when a text has been written.</summary>
    private sealed class StoppingWriter(string text, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }
}
