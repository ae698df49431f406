using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>An execution of the workflow, from its start to its end.</summary>
internal sealed class Execution(string arn)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>A process for each look would cost more than the builds.</summary>
    private static AmazonStepFunctionsClient Client { get; } = new();

    public string Arn { get; } = arn;

    public string Status { get; private set; } = "RUNNING";

    public string? Error { get; private set; }

    public string Cause { get; private set; } = "";

    /// <summary>What the builds ended with.</summary>
    public JsonArray Builds { get; private set; } = [];

    public static async Task<Execution> StartAsync(string stateMachine, string request)
    {
        var started = await Client.StartExecutionAsync(
            new StartExecutionRequest
            {
                StateMachineArn = stateMachine,
                Name = $"test-{Guid.NewGuid():N}",
                Input = request,
            }
        );
        return new Execution(started.ExecutionArn!);
    }

    /// <summary>Starts one and waits for its end.</summary>
    public static async Task<Execution> RunAsync(string stateMachine, string request)
    {
        var execution = await StartAsync(stateMachine, request);
        await execution.WaitAsync();
        return execution;
    }

    /// <summary>States of the executions whose names begin so.</summary>
    public static async Task<IReadOnlyList<string>> StatesAsync(string stateMachine, string prefix)
    {
        var page = await Client.ListExecutionsAsync(new ListExecutionsRequest { StateMachineArn = stateMachine });
        return
        [
            .. page.Executions!.Where(item => item.Name!.StartsWith(prefix, StringComparison.Ordinal)).Select(item => item.Status!.Value),
        ];
    }

    /// <summary>Waits until so many executions whose names begin so have ended, and sees that each ended well.</summary>
    public static async Task AllSucceedAsync(string stateMachine, string prefix, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            var states = await StatesAsync(stateMachine, prefix);
            if (states.Count >= count && !states.Contains("RUNNING"))
            {
                states.ShouldAllBe(state => state == "SUCCEEDED");
                states.Count.ShouldBe(count);
                return;
            }
        }
    }

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            var answer = await Client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = Arn });
            Status = answer.Status!.Value;
            Error = answer.Error;
            Cause = answer.Cause ?? "";
            Builds = answer.Output is { } output ? JsonNode.Parse(output)!.AsArray() : [];
        } while (Status == "RUNNING" && await timer.WaitForNextTickAsync(limit.Token));
    }

    /// <summary>The only build of an execution that succeeded.</summary>
    public JsonNode Build
    {
        get
        {
            Status.ShouldBe("SUCCEEDED", $"{Error}: {Cause}");
            return Builds.ShouldHaveSingleItem()!;
        }
    }

    public string Outcome => Build["outcome"]!.GetValue<string>();

    public void ShouldHaveFailed(string error, params string[] words)
    {
        Status.ShouldBe("FAILED");
        Error.ShouldBe(error, Cause);
        foreach (var word in words)
        {
            Cause.ShouldContain(word);
        }
    }
}
