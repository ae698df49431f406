using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>The event that a published layer sends, as a rule on the default bus hands it on: here to a queue, which the test reads.</summary>
public sealed class AnnouncementTests(Deployment deployment)
{
    private const string Layer = "announced";

    [Fact]
    public async Task The_event_of_a_version_says_what_changed_since_the_one_before_and_so_does_the_command_line()
    {
        Deployment.SkipWithoutEndpoint();
        var queue = await ListenAsync();

        await PublishAsync("2024.1");
        await PublishAsync("2026.6");

        var events = await EventsAsync(queue, 2);
        events.Keys.Order().ShouldBe([1, 2]);
        events[1]["change"].ShouldBeNull("there was no version before");
        var change = events[2]["change"].ShouldNotBeNull();
        change["previous"]!.GetValue<string>().ShouldBe(events[1]["layerVersionArn"]!.GetValue<string>());
        change["bytes"]!.GetValue<long>().ShouldBe(events[2]["bytes"]!.GetValue<long>());
        change["bytesBefore"]!.GetValue<long>().ShouldBe(events[1]["bytes"]!.GetValue<long>());
        var upgraded = change["upgraded"]!.AsArray().ShouldHaveSingleItem()!;
        upgraded.ToJsonString().ShouldBe("""{"name":"tzdata","before":"2024.1","after":"2026.6"}""");
        change["counts"]!["filesChanged"]!.GetValue<int>().ShouldBeGreaterThan(0);
        change["counts"]!["modulesLost"]!.GetValue<int>().ShouldBe(0);
        await CompareAsync(change);
    }

    /// <summary>One version by name and number, the other by its ARN; and one that never was.</summary>
    private async Task CompareAsync(JsonNode change)
    {
        var old = change["previous"]!.GetValue<string>();
        string[] stack = ["--state-machine", deployment.StateMachine];

        var compared = await LayerPipelineCli.RunAsync(["compare", old, $"{Layer}:2", "--json", .. stack]);
        var missing = await LayerPipelineCli.RunAsync(["compare", old, $"{Layer}:99", .. stack]);

        compared.ExitCode.ShouldBe(0, compared.StandardError);
        var comparison = JsonNode.Parse(compared.StandardOutput.Trim().Split('\n')[^1])!["comparison"]!;
        comparison["old"]!["bytes"]!.GetValue<long>().ShouldBe(change["bytesBefore"]!.GetValue<long>());
        comparison["new"]!["bytes"]!.GetValue<long>().ShouldBe(change["bytes"]!.GetValue<long>());
        var upgraded = comparison["distributions"]!.AsArray().ShouldHaveSingleItem()!;
        (upgraded["kind"]!.GetValue<string>(), upgraded["newVersion"]!.GetValue<string>()).ShouldBe(("Upgraded", "2026.6"));
        missing.ExitCode.ShouldBe(2);
        missing.StandardError.ShouldContain($"it is read as version 99 of the layer '{Layer}'");
        missing.StandardError.ShouldContain($"The stack has no manifest of it (s3://{deployment.Bucket}/published/{Layer}/)");
    }

    private async Task PublishAsync(string pin)
    {
        var request = $$"""{"name":"{{Layer}}","packages":["tzdata=={{pin}}"],"python":"3.13"}""";
        (await Execution.RunAsync(deployment.StateMachine, request)).Outcome.ShouldBe("published");
    }

    private async Task<string> ListenAsync()
    {
        var created = await SqsAsync("create-queue", "--queue-name", $"{deployment.Name}-{Layer}");
        var url = created!["QueueUrl"]!.GetValue<string>();
        var attributes = await SqsAsync("get-queue-attributes", "--queue-url", url, "--attribute-names", "QueueArn");
        var arn = attributes!["Attributes"]!["QueueArn"]!.GetValue<string>();
        var rule = $"{deployment.Name}-{Layer}";
        var pattern = $$$"""{"source":["layer-pipeline"],"detail-type":["LayerPublished"],"detail":{"name":["{{{Layer}}}"]}}""";
        await AwsCli.RunAsync("events", "put-rule", "--name", rule, "--event-pattern", pattern);
        await AwsCli.RunAsync("events", "put-targets", "--rule", rule, "--targets", $"Id=queue,Arn={arn}");
        return url;
    }

    /// <summary>The first version of the command has an address of its own for this service, whatever the environment says.</summary>
    private static Task<JsonNode?> SqsAsync(params string[] arguments) =>
        AwsCli.RunAsync(["sqs", .. arguments, "--endpoint-url", Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!]);

    /// <summary>Details of the events by the version that they announce.</summary>
    private static async Task<Dictionary<int, JsonNode>> EventsAsync(string queue, int count)
    {
        var found = new Dictionary<int, JsonNode>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var looks = 0; looks < 60 && found.Count < count; looks++)
        {
            await timer.WaitForNextTickAsync();
            var answer = await SqsAsync("receive-message", "--queue-url", queue, "--max-number-of-messages", "10");
            foreach (var message in answer?["Messages"]?.AsArray() ?? [])
            {
                var detail = JsonNode.Parse(message!["Body"]!.GetValue<string>())!["detail"]!;
                found[int.Parse(detail["layerVersionArn"]!.GetValue<string>().Split(':')[^1])] = detail;
            }
        }

        return found;
    }
}
