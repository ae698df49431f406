using System.CommandLine;
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
internal static class StartCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var request = new Argument<string>("request.json") { Description = "The request." };
        var stateMachine = StateMachineOption.Create("The state machine: the stack's output StateMachineArn.", isRequired: true);
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
                var executions = Connect(line.GetValue(stateMachine)!, context);
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

    private static StepFunctionsExecutions Connect(string arn, CliContext context)
    {
        var config = new AmazonStepFunctionsConfig { RegionEndpoint = StateMachineOption.RegionOf(arn) };
        return new StepFunctionsExecutions(new AmazonStepFunctionsClient(config), arn, context.Clock);
    }
}
