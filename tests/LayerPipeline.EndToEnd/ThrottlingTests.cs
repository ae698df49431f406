using System.IO.Compression;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

public sealed class ThrottlingTests(Deployment deployment)
{
    [Fact]
    public async Task A_function_that_is_throttled_twice_is_tried_again()
    {
        Deployment.SkipWithoutEndpoint();
        var check = await deployment.ResourceAsync("CheckFunction");
        var throttled = await CreateThrottledAsync(check);
        var stateMachine = await deployment.CopyStateMachineAsync(
            "throttled",
            states => states["Check"]!["Arguments"]!["FunctionName"] = throttled
        );

        var execution = await Execution.RunAsync(stateMachine, """{"name":"throttled","packages":["six"],"python":"3.13"}""");

        execution.Outcome.ShouldBe("published");
    }

    /// <summary>Waiting goes on for two hours; here it ends after one more attempt.</summary>
    [Theory]
    [InlineData("no-room", "codebuild.limit", "RUN=no-room-", "Resolve", "Concurrently running builds")]
    [InlineData("no-turn", "lambda.invoke.throttle", "FUNCTION", "Probe", "Concurrent executions")]
    public async Task A_limit_of_the_account_that_stays_reached_ends_with_whom_to_ask(
        string layer,
        string fault,
        string subject,
        string state,
        string quota
    )
    {
        Deployment.SkipWithoutEndpoint();
        var match = subject.Replace("FUNCTION", Faults.FunctionOf(deployment, layer), StringComparison.Ordinal);
        await Faults.InjectAsync(fault, match, times: 100);
        var stateMachine = await deployment.CopyStateMachineAsync(
            layer,
            states =>
            {
                var own = states[state] ?? states["Probes"]!["ItemProcessor"]!["States"]![state];
                foreach (var retrier in own!["Retry"]!.AsArray())
                {
                    retrier!["MaxAttempts"] = 1;
                }
            }
        );

        var execution = await Execution.RunAsync(stateMachine, $$"""{"name":"{{layer}}","packages":["six"],"python":"3.13"}""");

        await Faults.TakeBackAsync(fault, match);
        execution.ShouldHaveFailed("AccountLimitException", "Service Quotas", quota);
        await Layers.NothingIsLeftAsync(deployment, layer);
    }

    /// <summary>A function that fails twice as Lambda does when it throttles, then does what the step does.</summary>
    private async Task<string> CreateThrottledAsync(string check)
    {
        var code = $$"""
            import json, boto3
            calls = 0
            def handler(event, context):
                global calls
                calls += 1
                if calls <= 2:
                    raise type("Lambda.TooManyRequestsException", (Exception,), {})("Rate Exceeded.")
                answer = boto3.client("lambda").invoke(FunctionName="{{check}}", Payload=json.dumps(event))
                return json.loads(answer["Payload"].read())
            """;
        var zip = Path.GetTempFileName();
        await using (var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create))
        {
            await using var entry = await archive.CreateEntry("throttled.py").OpenAsync();
            await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(code));
        }

        var name = $"{deployment.Name}-throttled";
        var role = await deployment.ResourceAsync("ProbeRole");
        var arn = await RoleArnAsync(role);
        await AwsCli.RunAsync(
            "lambda",
            "create-function",
            "--function-name",
            name,
            "--runtime",
            "python3.13",
            "--handler",
            "throttled.handler",
            "--role",
            arn,
            "--timeout",
            "120",
            "--zip-file",
            $"fileb://{zip}"
        );
        File.Delete(zip);
        return name;
    }

    private static async Task<string> RoleArnAsync(string role)
    {
        var answer = await AwsCli.RunAsync("iam", "get-role", "--role-name", role);
        return answer!["Role"]!["Arn"]!.GetValue<string>();
    }
}
