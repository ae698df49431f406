using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>A layer with a cold store: the build takes the decoder, Prune writes the store, the throwaway function probes it twice.</summary>
public sealed class ColdStoreTests(Deployment deployment)
{
    [Fact]
    public async Task A_layer_with_a_cold_store_is_published_and_its_manifest_tells_both_probes()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """
            {"name":"cold","python":"3.13","packages":["scipy"],"coldStore":["scipy"],
             "probes":["import scipy.linalg, numpy; scipy.linalg.inv(numpy.eye(3))"]}
            """
        );

        execution.Outcome.ShouldBe("published");
        var run = execution.Build["run"]!.GetValue<string>();
        var manifest = await ReadAsync(run, "manifest.json");
        manifest["proven"]!.GetValue<bool>().ShouldBeTrue();
        var unit = manifest["coldStore"]!["units"]!.AsArray().ShouldHaveSingleItem()!;
        unit["name"]!.GetValue<string>().ShouldBe("scipy");
        unit["codec"]!.GetValue<string>().ShouldBe("zstd", "the build took the decoder");
        unit["storedBytes"]!.GetValue<long>().ShouldBeLessThan(unit["bytes"]!.GetValue<long>() / 3);
        var costs = manifest["coldCosts"]!;
        costs["units"]!.AsArray().ShouldHaveSingleItem()!["seconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        costs["diskBytes"]!.GetValue<long>().ShouldBeGreaterThan(unit["bytes"]!.GetValue<long>());
        costs["warm"]!.GetValue<string>().ShouldBe(costs["fresh"]!.GetValue<string>());
        costs["warm"]!.GetValue<string>().ShouldContain("modules import");
    }

    private async Task<JsonNode> ReadAsync(string run, string name)
    {
        var file = Path.GetTempFileName();
        await AwsCli.RunAsync("s3", "cp", "--quiet", $"s3://{deployment.Bucket}/runs/{run}/{name}", file);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        return json;
    }
}
