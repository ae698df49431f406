using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>An execution of the workflow, from its start to its end.</summary>
internal sealed class Execution(string arn)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Arn { get; } = arn;

    public string Status { get; private set; } = "RUNNING";

    public string? Error { get; private set; }

    public string Cause { get; private set; } = "";

    /// <summary>What the builds ended with.</summary>
    public JsonArray Builds { get; private set; } = [];

    public static async Task<Execution> StartAsync(string stateMachine, string request)
    {
        var name = $"test-{Guid.NewGuid():N}";
        var started = await AwsCli.RunAsync(
            "stepfunctions",
            "start-execution",
            "--state-machine-arn",
            stateMachine,
            "--name",
            name,
            "--input",
            request
        );
        return new Execution(started!["executionArn"]!.GetValue<string>());
    }

    /// <summary>Starts one and waits for its end.</summary>
    public static async Task<Execution> RunAsync(string stateMachine, string request)
    {
        var execution = await StartAsync(stateMachine, request);
        await execution.WaitAsync();
        return execution;
    }

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            var answer = await AwsCli.RunAsync("stepfunctions", "describe-execution", "--execution-arn", Arn);
            Status = answer!["status"]!.GetValue<string>();
            Error = answer["error"]?.GetValue<string>();
            Cause = answer["cause"]?.GetValue<string>() ?? "";
            Builds = answer["output"] is { } output ? JsonNode.Parse(output.GetValue<string>())!.AsArray() : [];
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
