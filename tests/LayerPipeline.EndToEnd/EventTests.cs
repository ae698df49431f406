using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

[Collection(RequestsGroup.Name)]
public sealed class EventTests(Deployment deployment)
{
    /// <summary>A name that no earlier deployment has used.</summary>
    private readonly string _layer = $"zones-{Guid.NewGuid().ToString("N")[..8]}";

    [Fact]
    public async Task A_request_in_the_bucket_is_built_when_it_changes_and_only_then()
    {
        Deployment.SkipWithoutEndpoint();

        await PutAsync("""{"packages":["tzdata==2024.1"]}""");
        await ExecutionsAsync(1);
        (await Layers.VersionsAsync(_layer)).ShouldBe([1]);

        await PutAsync("""{"packages":["tzdata==2026.6"]}""");
        await ExecutionsAsync(2);
        (await Layers.VersionsAsync(_layer)).ShouldBe([2, 1]);

        await InvokeScheduleAsync();
        await ExecutionsAsync(3);
        (await Layers.VersionsAsync(_layer)).ShouldBe([2, 1]);
    }

    private async Task PutAsync(string request)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, request);
        await AwsCli.RunAsync("s3", "cp", "--quiet", file, $"s3://{deployment.Bucket}/requests/{_layer}.json");
        File.Delete(file);
    }

    private async Task InvokeScheduleAsync()
    {
        var function = await deployment.ResourceAsync("RebuildFunction");
        var answer = Path.GetTempFileName();
        var schedule = Path.GetTempFileName();
        await File.WriteAllTextAsync(schedule, """{"source": "schedule"}""");
        await AwsCli.RunAsync("lambda", "invoke", "--function-name", function, "--payload", $"fileb://{schedule}", answer);
        JsonNode.Parse(await File.ReadAllTextAsync(answer))!["started"]!
            .AsArray()
            .Count(build => build!.ToJsonString().Contains(_layer, StringComparison.Ordinal))
            .ShouldBe(1);
        File.Delete(answer);
        File.Delete(schedule);
    }

    private Task ExecutionsAsync(int count) => Execution.AllSucceedAsync(deployment.StateMachine, _layer + "-", count);
}
