using LayerPipeline.Cli;
using Spectre.Console.Testing;

namespace LayerPipeline.Tests.Cli;

/// <summary>What came of one command line that ran in this process.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What went to standard output.</param>
/// <param name="Error">What went to standard error.</param>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CliRun> RunAsync(params string[] arguments) => RunAsync(arguments, Environment.GetEnvironmentVariable);

    public static async Task<CliRun> RunAsync(string[] arguments, Func<string, string?> environment)
    {
        using var console = new TestConsole();
        console.Profile.Width = 1000;
        using var error = new StringWriter();
        var context = new CliContext
        {
            Console = console,
            Error = error,
            Environment = environment,
            Clock = TimeProvider.System,
        };
        var exitCode = await CommandLine.RunAsync(arguments, context);
        return new CliRun(exitCode, console.Output, error.ToString());
    }
}
