using LayerPipeline.Cli;
using Spectre.Console;

var context = new CliContext
{
    Console = AnsiConsole.Console,
    Error = Console.Error,
    Environment = Environment.GetEnvironmentVariable,
    Clock = TimeProvider.System,
};
return await CommandLine.RunAsync(args, context);
