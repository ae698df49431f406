using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>The packages are probed on the build's processor, the layer on Lambda's, and libraries have other code for each.</summary>
public sealed class NumberTests(Deployment deployment)
{
    [Fact]
    public async Task A_layer_computes_the_numbers_of_the_untouched_packages_although_the_processors_differ()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(deployment.StateMachine, """{"name":"numbers","packages":["numpy"],"python":"3.13"}""");

        execution.Outcome.ShouldBe("published");
        var run = execution.Build["run"]!.GetValue<string>();
        var baseline = await ReadAsync(run, "baseline.json");
        var candidate = await ReadAsync(run, "candidate.json");
        Assert.SkipWhen(Features(baseline) == Features(candidate), "The build and the function have processors with the same features.");
        var before = Digests(baseline);
        before.ShouldNotBeEmpty();
        Digests(candidate).ShouldBe(before, "numbers that differ prove nothing");
    }

    private static string Features(JsonNode report) => report["processor"]!["features"]!.ToJsonString();

    /// <summary>What numeric behaviours computed with the code that every host can run: those of one core (ID@CORE) are not among them.</summary>
    private static Dictionary<string, string> Digests(JsonNode report) =>
        report["behaviours"]!
            .AsArray()
            .Select(behaviour => (Id: behaviour!["id"]!.GetValue<string>(), Value: behaviour["value"]?.GetValue<string>()))
            .Where(behaviour => behaviour.Value is not null && behaviour.Id.Contains("/numeric/") && !behaviour.Id.Contains('@'))
            .ToDictionary(behaviour => behaviour.Id, behaviour => behaviour.Value!);

    private async Task<JsonNode> ReadAsync(string run, string name)
    {
        var file = Path.GetTempFileName();
        await AwsCli.RunAsync("s3", "cp", "--quiet", $"s3://{deployment.Bucket}/runs/{run}/{name}", file);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        return json;
    }
}
