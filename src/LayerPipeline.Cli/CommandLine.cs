using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using System.Text.Json;
using LayerPipeline.Checking;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Verbs;
using LayerPipeline.Comparing;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Judging;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Probing;
using Spectre.Console.Rendering;

namespace LayerPipeline.Cli;

/// <summary>The command line as a whole: its verbs, its errors and its exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">The process around it.</param>
    /// <param name="cancellationToken">Stops it as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, CliContext context, CancellationToken cancellationToken = default)
    {
        using var hook = new RenderHookScope(context.Console, new TerminalText());
        await using var error = new TerminalWriter(context.Error);
        context = context with { Error = error };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Guard?.Lost ?? default);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Stop(signal, stop));
        var exitCode = await InvokeAsync(arguments, context, stop.Token);
        if (context.Guard?.Failure is not { } lost || exitCode is not (ExitCode.Done or ExitCode.Stopped))
        {
            return exitCode;
        }

        context.Error.WriteLine($"error: can't write to standard output ({lost}). Redirect it, or use --quiet.");
        return ExitCode.BadInput;
    }

    private static async Task<int> InvokeAsync(string[] arguments, CliContext context, CancellationToken cancellationToken)
    {
        // Without a verb there is nothing to do but to say what could be done.
        var line = Root(context).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        try
        {
            CheckUnderstood(line);
            return await line.InvokeAsync(Configuration(context), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (context.Guard?.Failure is null)
            {
                context.Error.WriteLine("stopped; nothing was left behind.");
            }

            return ExitCode.Stopped;
        }
        catch (LayerPipelineException failure)
        {
            Report(line, context, failure);
            return
                failure
                    is BudgetExceededException
                        or LayerRefusedException
                        or PlatformMismatchException
                        or PackagesChangedException
                        or ImportRegressionException
                        or LayerGrewException
                        or LayerDiffersException
                ? ExitCode.GateFailed
                : ExitCode.BadInput;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What reads has errors of its own: what is left are writes, but for what is not there.
            var hint = failure is FileNotFoundException or DirectoryNotFoundException
                ? ""
                : "\nIs the disk full, or do you lack write permission for the folder?";
            Report(line, context, new CommandLineException(failure.Message + hint, failure));
            return ExitCode.BadInput;
        }
        catch (Exception fault)
        {
            return Fault(context, arguments, fault);
        }
    }

    /// <summary>A terminal that is closed stops a build as Ctrl-C does, instead of leaving its folder and its children behind.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static RootCommand Root(CliContext context)
    {
        var root = new RootCommand("Builds AWS Lambda layers from Python packages, and proves that they fit and still work.")
        {
            DemoCommand.Create(context),
            BuildCommand.Create(context),
            VerifyCommand.Create(context),
            AnalyzeCommand.Create(context),
            CompareCommand.Create(context),
            WhyCommand.Create(context),
            SbomCommand.Create(context),
            PlanCommand.Create(context),
            StepCommand.Create(context),
            PruneCommand.Create(context),
            RestoreCommand.Create(context),
            InflateCommand.Create(context),
            StartCommand.Create(context),
        };
        root.Options.Add(OutputOptions.Json);
        root.Options.Add(OutputOptions.Quiet);
        return root;
    }

    private static InvocationConfiguration Configuration(CliContext context) =>
        new()
        {
            EnableDefaultExceptionHandler = false,
            Output = context.Console.Profile.Out.Writer,
            Error = context.Error,
            // After Ctrl-C: a workspace with tens of thousands of files takes its time to be removed.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
        };

    private static void CheckUnderstood(ParseResult line)
    {
        // Help takes the errors away, but not the words that are not commands.
        if (line.Errors.Count > 0 || line.UnmatchedTokens.Count > 0)
        {
            throw Misunderstood(line);
        }

        // A script's variable that is not set; no option and no argument means something by it.
        var empty = line.CommandResult.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0));
        if (empty is not null)
        {
            var name = empty is OptionResult option ? option.Option.Name : ((ArgumentResult)empty).Argument.Name;
            throw new CommandLineException(
                $"{name}: the value is empty. Give a value, or omit the option; "
                    + $"'layer-pipeline {line.CommandResult.Command.Name} --help' says what is accepted."
            );
        }
    }

    private static CommandLineException Misunderstood(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var verb = command is RootCommand ? "" : command.Name + " ";
        IEnumerable<string> problems =
            command is RootCommand && line.UnmatchedTokens is [var unknown, ..]
                ? [NoVerb(unknown, [.. command.Subcommands.Select(known => known.Name)])]
            : line.Errors.Count > 0 ? line.Errors.Select(error => error.Message)
            : line.UnmatchedTokens.Select(token => $"'{token}' is not understood.");
        return new CommandLineException($"{string.Join('\n', problems)}\n'layer-pipeline {verb}--help' lists what is allowed.");
    }

    private static string NoVerb(string word, IReadOnlyList<string> known) =>
        $"'{word}' is not a command{Spelling.Hint(word, known)}. The commands are {string.Join(", ", known)}.";

    private static void Report(ParseResult line, CliContext context, LayerPipelineException failure)
    {
        if (line.GetValue(OutputOptions.Json))
        {
            var answer = new OutputLine
            {
                Error = failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal),
                Message = failure.Message,
                Shortfall = (failure as BudgetExceededException)?.Shortfall,
            };
            context.Console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(answer, OutputJson.Default.OutputLine));
        }

        context.Error.WriteLine($"error: {failure.Message.ReplaceLineEndings("\n       ")}");
    }

    private static int Fault(CliContext context, string[] arguments, Exception fault)
    {
        context.Error.WriteLine($"Internal error: {fault.Message}");
        var log = Path.Combine(Path.GetTempPath(), $"layer-pipeline-{context.Clock.GetUtcNow():yyyyMMdd-HHmmss}.log");
        try
        {
            File.WriteAllText(
                log,
                $"version {typeof(CommandLine).Assembly.GetName().Version}\narguments {string.Join(' ', arguments)}\n{Environment.OSVersion}\n{fault}\n"
            );
            context.Error.WriteLine($"Please report it and attach {log}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"Please report it. No log could be written: {e.Message}");
        }

        return ExitCode.Fault;
    }
}
