using System.CommandLine;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.StepFunctions;
using LayerPipeline.Cli.Output;
using LayerPipeline.Executions;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>start</c>: builds a request on AWS, with the deployed state machine.</summary>
internal static partial class StartCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var request = new Argument<string>("request.json") { Description = "The request." };
        var stateMachine = new Option<string>("--state-machine")
        {
            HelpName = "ARN",
            Description = "The state machine: the stack's output StateMachineArn.",
            Required = true,
        };
        var wait = new Option<bool>("--wait") { Description = "Wait for the execution to end, and fail if it fails." };
        var command = new Command("start", "Start a build on AWS, or join one that is already building the same request.")
        {
            request,
            stateMachine,
            wait,
        };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var path = line.GetRequiredValue(request);
                var content = SentRequest.Of(path, InputFile.Read(path, "request.json"));
                var name = Path.GetFileNameWithoutExtension(path);
                var parsed = ExecutionRequest.Read(content, name);
                _ = new Planner().PlanOnAws(RequestReader.Read(content), context.Today);
                var executions = Connect(line.GetRequiredValue(stateMachine), context);
                return await RunAsync(
                    executions,
                    parsed,
                    line.GetValue(wait),
                    OutputOptions.From(line, context),
                    context,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        StepFunctionsExecutions executions,
        ExecutionRequest request,
        bool wait,
        IBuildOutput output,
        CliContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var execution = await output.StepAsync("Start", _ => executions.StartAsync(request, cancellationToken).AsTask(), arn => arn);
            return wait ? await WaitAsync(executions, execution, output, context, cancellationToken) : ExitCode.Done;
        }
        catch (AmazonClientException e)
        {
            throw new CommandLineException(
                $"AWS refused the call: {e.Message} Check your credentials and region (aws sts get-caller-identity), and that you may use the state machine.",
                e
            );
        }
        catch (AmazonServiceException e)
        {
            throw new CommandLineException(
                $"Step Functions refused ({e.ErrorCode}): {e.Message} Check the ARN, and that you may start and describe executions.",
                e
            );
        }
    }

    private static async Task<int> WaitAsync(
        StepFunctionsExecutions executions,
        string execution,
        IBuildOutput output,
        CliContext context,
        CancellationToken cancellationToken
    )
    {
        var state = await output.StepAsync(
            "Wait",
            async progress =>
            {
                var steps = output.ShowsProgress ? new StepsWatched(executions.HistoryOf(execution), context.Clock, progress) : null;
                using var timer = new PeriodicTimer(BetweenLooks, context.Clock);
                while (true)
                {
                    var now = await executions.LookAsync(execution, cancellationToken);
                    if (now is not { IsRunning: true })
                    {
                        return now;
                    }

                    await (steps?.ShowAsync(cancellationToken) ?? Task.CompletedTask);
                    await timer.WaitForNextTickAsync(cancellationToken);
                }
            },
            end => end?.Status ?? "gone"
        );
        if (state is { Status: "SUCCEEDED" })
        {
            output.Say(state.Output ?? "");
            return ExitCode.Done;
        }

        await context.Error.WriteLineAsync($"error: {state?.Error ?? state?.Status}: {state?.Cause}");
        return ExitCode.GateFailed;
    }

    /// <summary>The ARN says which region; an endpoint of one's own comes from the environment.</summary>
    private static StepFunctionsExecutions Connect(string arn, CliContext context)
    {
        if (StateMachineArn().Match(arn) is not { Success: true } match)
        {
            throw new CommandLineException(
                $"--state-machine: '{arn}' is not the ARN of a state machine, such as arn:aws:states:eu-west-1:123456789012:stateMachine:layer-pipeline. "
                    + "It is the stack's output StateMachineArn."
            );
        }

        var config = new AmazonStepFunctionsConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(match.Groups["region"].Value) };
        return new StepFunctionsExecutions(new AmazonStepFunctionsClient(config), arn, context.Clock);
    }

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:states:(?<region>[a-z0-9-]+):[0-9]{12}:stateMachine:[A-Za-z0-9_-]{1,80}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex StateMachineArn();
}
