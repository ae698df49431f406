using System.IO.Compression;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>What is published.</summary>
internal static class Layers
{
    public static async Task<IReadOnlyList<int>> VersionsAsync(string name)
    {
        var answer = await AwsCli.TryAsync("lambda", "list-layer-versions", "--layer-name", name);
        if (answer.ExitCode != 0)
        {
            answer.StandardError.ShouldContain("ResourceNotFoundException");
            return [];
        }

        return
        [
            .. JsonNode.Parse(answer.StandardOutput)!["LayerVersions"]!.AsArray().Select(version => version!["Version"]!.GetValue<int>()),
        ];
    }

    /// <summary>Versions that someone else made.</summary>
    public static async Task PublishAsync(Deployment deployment, string name, string runtime, int versions)
    {
        var zip = Path.GetTempFileName();
        await using (var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create))
        {
            archive.CreateEntry("python/nothing.py");
        }

        var key = $"uploads/{name}.zip";
        await AwsCli.RunAsync("s3api", "put-object", "--bucket", deployment.Bucket, "--key", key, "--body", zip);
        File.Delete(zip);
        await deployment.CallAsync(
            "lambda:publishLayerVersion",
            new JsonObject
            {
                ["LayerName"] = name,
                ["CompatibleRuntimes"] = new JsonArray(runtime),
                ["Content"] = new JsonObject { ["S3Bucket"] = deployment.Bucket, ["S3Key"] = key },
            },
            versions
        );
    }

    public static Task<string> CodeSha256Async(string arn) => CodeSha256Async(arn.Split(':')[6], arn.Split(':')[7]);

    public static async Task<string> CodeSha256Async(string name, string version)
    {
        var answer = await AwsCli.RunAsync("lambda", "get-layer-version", "--layer-name", name, "--version-number", version);
        return answer!["Content"]!["CodeSha256"]!.GetValue<string>();
    }

    /// <summary>Throwaway functions of runs whose names begin so.</summary>
    public static async Task<IReadOnlyList<string>> ThrowawayFunctionsAsync(string run)
    {
        var answer = await AwsCli.RunAsync("lambda", "list-functions");
        return
        [
            .. answer!["Functions"]!
                .AsArray()
                .Where(function => function!["Description"]?.GetValue<string>().Contains($" {run}", StringComparison.Ordinal) == true)
                .Select(function => function!["FunctionName"]!.GetValue<string>()),
        ];
    }

    /// <summary>No version, no candidate, no claim, no throwaway function of a layer.</summary>
    public static async Task NothingIsLeftAsync(Deployment deployment, string layer)
    {
        (await VersionsAsync(layer)).ShouldBeEmpty();
        await NothingIsInTheWayAsync(deployment, layer);
    }

    /// <summary>No candidate, no claim, no throwaway function of a layer, which may have been published.</summary>
    public static async Task NothingIsInTheWayAsync(Deployment deployment, string layer)
    {
        (await VersionsAsync(layer + "-candidate")).ShouldBeEmpty();
        var claims = await AwsCli.RunAsync("s3api", "list-objects-v2", "--bucket", deployment.Bucket, "--prefix", $"claims/{layer}/");
        claims?["Contents"].ShouldBeNull();
        (await ThrowawayFunctionsAsync(layer + "-")).ShouldBeEmpty();
    }
}
