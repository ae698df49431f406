using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using Spectre.Console;

using var output = new GuardedWriter(Console.Out);
using var error = new GuardedWriter(Console.Error);
Console.SetOut(output);
Console.SetError(error);
var context = new CliContext
{
    Console = AnsiConsole.Console,
    Guard = output,
    Error = Console.Error,
    Environment = Environment.GetEnvironmentVariable,
    Clock = TimeProvider.System,
};
return await CommandLine.RunAsync(args, context);
