using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;
using Spectre.Console;

using var output = new GuardedWriter(Console.Out);
using var error = new GuardedWriter(Console.Error);
Console.SetOut(output);
Console.SetError(error);
if (!AnsiConsole.Console.Profile.Out.IsTerminal)
{
    // A file or a pipe has no edge at which lines would have to be broken.
    AnsiConsole.Console.Profile.Width = 1000;
}

var context = new CliContext
{
    Console = AnsiConsole.Console,
    Guard = output,
    Error = Console.Error,
    Environment = Environment.GetEnvironmentVariable,
    Clock = TimeProvider.System,
};
return await CommandLine.RunAsync(args, context);
