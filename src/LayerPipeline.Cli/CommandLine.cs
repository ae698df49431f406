using System.CommandLine;
using System.Text.Json;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Verbs;
using LayerPipeline.Gates;
using LayerPipeline.Repairing;

namespace LayerPipeline.Cli;

/// <summary>The command line as a whole: its verbs, its errors and its exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">The process around it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, CliContext context)
    {
        var line = Root(context).Parse(arguments);
        if (line.Errors.Count > 0)
        {
            var verb = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
            context.Error.WriteLine($"error: {string.Join("\n       ", line.Errors.Select(error => error.Message))}");
            context.Error.WriteLine($"       '{verb}--help' lists what is allowed.");
            return ExitCode.BadInput;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            return await line.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine("stopped; nothing was left behind.");
            return ExitCode.Stopped;
        }
        catch (LayerPipelineException failure)
        {
            Report(line, context, failure);
            return failure is BudgetExceededException or LayerRefusedException or ImportRegressionException
                ? ExitCode.GateFailed
                : ExitCode.BadInput;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"error: {failure.Message}");
            context.Error.WriteLine("       Is the disk full, or the folder not yours to write?");
            return ExitCode.BadInput;
        }
        catch (Exception fault)
        {
            return Fault(context, arguments, fault);
        }
    }

    private static RootCommand Root(CliContext context)
    {
        var root = new RootCommand("Builds AWS Lambda layers of Python packages that fit, import and start fast, and proves it.")
        {
            DemoCommand.Create(context),
            BuildCommand.Create(context),
            VerifyCommand.Create(context),
            PruneCommand.Create(context),
            RestoreCommand.Create(context),
        };
        root.Options.Add(OutputOptions.Json);
        root.Options.Add(OutputOptions.Quiet);
        return root;
    }

    private static void Report(ParseResult line, CliContext context, LayerPipelineException failure)
    {
        if (line.GetValue(OutputOptions.Json))
        {
            var answer = new OutputLine
            {
                Error = failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal),
                Message = failure.Message,
            };
            context.Console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(answer, OutputJson.Default.OutputLine));
        }

        context.Error.WriteLine($"error: {failure.Message.ReplaceLineEndings("\n       ")}");
    }

    private static int Fault(CliContext context, string[] arguments, Exception fault)
    {
        var log = Path.Combine(Path.GetTempPath(), $"layer-pipeline-{context.Clock.GetUtcNow():yyyyMMdd-HHmmss}.log");
        File.WriteAllText(
            log,
            $"version {typeof(CommandLine).Assembly.GetName().Version}\narguments {string.Join(' ', arguments)}\n{Environment.OSVersion}\n{fault}\n"
        );
        context.Error.WriteLine($"This is a fault of ours: {fault.Message}");
        context.Error.WriteLine($"Please report it and attach {log}.");
        return ExitCode.Fault;
    }
}
