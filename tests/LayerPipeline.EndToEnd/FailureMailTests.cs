using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>What the failure topic's subscribers get: here a queue, which the test reads.</summary>
public sealed class FailureMailTests(Deployment deployment)
{
    /// <summary>EventBridge drops a mail with such words in it, because it escapes nothing.</summary>
    [Fact]
    public async Task A_failure_whose_cause_has_quotes_and_line_ends_is_reported()
    {
        Deployment.SkipWithoutEndpoint();
        var queue = await SubscribeAsync();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"quoted","packages":["six"],"prune":{"upTo":"say \"no\"\n{<name>}"}}"""
        );

        execution.Error.ShouldBe("InvalidRequestException");
        execution.Cause.ShouldContain("\"");
        var mail = await MailAsync(queue, execution.Arn);
        mail.ShouldContain("ended as FAILED");
        mail.ShouldNotContain("upTo");
    }

    private async Task<string> SubscribeAsync()
    {
        var created = await SqsAsync("create-queue", "--queue-name", $"{deployment.Name}-mail");
        var url = created!["QueueUrl"]!.GetValue<string>();
        var attributes = await SqsAsync("get-queue-attributes", "--queue-url", url, "--attribute-names", "QueueArn");
        var arn = attributes!["Attributes"]!["QueueArn"]!.GetValue<string>();
        await AwsCli.RunAsync(
            "sns",
            "subscribe",
            "--topic-arn",
            deployment.FailureTopic,
            "--protocol",
            "sqs",
            "--notification-endpoint",
            arn
        );
        return url;
    }

    /// <summary>The first version of the command has an address of its own for this service, whatever the environment says.</summary>
    private static Task<JsonNode?> SqsAsync(params string[] arguments) =>
        AwsCli.RunAsync(["sqs", .. arguments, "--endpoint-url", Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!]);

    /// <summary>The message that names an execution; those of other tests come along.</summary>
    private static async Task<string> MailAsync(string queue, string execution)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var looks = 0; looks < 60; looks++)
        {
            await timer.WaitForNextTickAsync();
            var answer = await SqsAsync("receive-message", "--queue-url", queue, "--max-number-of-messages", "10");
            var texts = answer?["Messages"]?.AsArray().Select(message => JsonNode.Parse(message!["Body"]!.GetValue<string>())!["Message"]!);
            if (texts?.Select(text => text.GetValue<string>()).FirstOrDefault(text => text.Contains(execution)) is { } mail)
            {
                return mail;
            }
        }

        throw new TimeoutException($"No mail names {execution}: EventBridge dropped it, or the rule did not match.");
    }
}
