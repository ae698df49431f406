using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LayerPipeline.Installing.Libraries;
using Shouldly;

namespace LayerPipeline.EndToEnd;

public sealed class PublishTests(Deployment deployment)
{
    private static readonly string[] Inputs = ["plan.json", "raw.zip", "install.json", "baseline.json", "bytecode.zip", "repair.json"];

    [Theory]
    [InlineData("""{"packages":["numpy","pandas","scipy"],"python":"3.13"}""")]
    [InlineData(
        """
            {"name":"trap","python":"3.10","packages":["numpy==2.2.6","pandas==2.2.2","scipy==1.13.0","python-dateutil==2.9.0.post0",
            "pytz==2024.1","tzdata==2024.1","six==1.16.0"]}
            """
    )]
    public async Task A_request_becomes_a_layer_version_with_the_bytes_that_the_command_line_makes(string request)
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(deployment.StateMachine, request);

        execution.Outcome.ShouldBe("published");
        var arn = execution.Build["layerVersionArn"]!.GetValue<string>();
        var parameter = await AwsCli.RunAsync("ssm", "get-parameter", "--name", execution.Build["parameter"]!.GetValue<string>());
        parameter!["Parameter"]!["Value"]!.GetValue<string>().ShouldBe(arn);
        var run = execution.Build["run"]!.GetValue<string>();
        (await Layers.CodeSha256Async(arn)).ShouldBe(await PruneLocallyAsync(run));
        await NothingIsLeftAsync(run, arn);
        var target = execution.Build["target"]!.GetValue<string>();
        (await KeysAsync($"published/{target}/")).ShouldBe([$"{arn.Split(':')[^1]}.json"], "the manifest outlives the run");
        var manifest = await ReadAsync($"published/{target}/{arn.Split(':')[^1]}.json");
        manifest["bytecode"]!["modules"]!.GetValue<int>().ShouldBeGreaterThan(0);
        manifest["startup"]!.AsArray().ShouldAllBe(start => start!["layer"]!.GetValue<double>() > 0, "the function measured its imports");
        manifest["startup"]!
            .AsArray()
            .ShouldAllBe(
                start => start!["init"]!.GetValue<double>() > start["layer"]!.GetValue<double>(),
                "the runtime's own start comes before the import"
            );
        manifest["startup"]!.AsArray().ShouldNotBeEmpty();
        manifest["startup"]!
            .AsArray()
            .ShouldAllBe(start => start!["slowest"]!.AsArray().Count > 0 && start["times"] == null, "the manifest names the slowest alone");
        await TheReportHasMillisecondsOfEachModuleAsync(run);
        var versions = await Layers.VersionsAsync(LayerName(arn));

        var again = await Execution.RunAsync(deployment.StateMachine, request);

        again.Outcome.ShouldBe("unchanged");
        again.Build["layerVersionArn"]!.GetValue<string>().ShouldBe(arn);
        (await Layers.VersionsAsync(LayerName(arn))).ShouldBe(versions);
        (await FilesAsync(again.Build["run"]!.GetValue<string>())).ShouldBe(["plan.json", "resolve.json"], "nothing was installed");
    }

    [Fact]
    public async Task Where_kernels_go_the_throwaway_function_computes_under_each_core_that_stays()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"kernels","python":"3.13","packages":["numpy"],"prune":{"upTo":"kernels","smallest":true}}"""
        );

        execution.Outcome.ShouldBe("published");
        var candidate = await ReadAsync($"runs/{execution.Build["run"]!.GetValue<string>()}/candidate.json");
        var behaviours = candidate["behaviours"]!.AsArray();
        var again = behaviours.Where(behaviour => behaviour!["id"]!.GetValue<string>().Contains('@')).ToList();
        again.ShouldNotBeEmpty();
        again.ShouldAllBe(behaviour => behaviour!["status"]!.GetValue<string>() == "ok" && behaviour["value"] != null);
    }

    /// <summary>The build takes it from its own image; the throwaway function finds it as every function will.</summary>
    [Fact]
    public async Task A_library_of_the_builds_system_goes_into_the_layer_and_the_manifest_says_which()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """
            {"name":"system-library","python":"3.13","packages":["six"],"systemLibraries":"libgomp.so.1",
             "probes":["import ctypes; ctypes.CDLL('libgomp.so.1').omp_get_max_threads()"]}
            """
        );

        execution.Outcome.ShouldBe("published");
        var run = execution.Build["run"]!.GetValue<string>();
        var library = (await ReadAsync($"runs/{run}/manifest.json"))["systemLibraries"]!.AsArray().ShouldHaveSingleItem()!;
        library["name"]!.GetValue<string>().ShouldBe("libgomp.so.1");
        library["sha256"]!.GetValue<string>().Length.ShouldBe(64);
        var baseline = await ReadAsync($"runs/{run}/baseline.json");
        baseline["behaviours"]!
            .AsArray()
            .ShouldContain(each => each!["id"]!.GetValue<string>() == "request/1" && each["status"]!.GetValue<string>() == "ok");
    }

    [Fact]
    public async Task A_library_that_the_builds_system_lacks_ends_with_what_to_do()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"no-library","python":"3.13","packages":["six"],"systemLibraries":["libnobodyhasthis.so.1"]}"""
        );

        execution.ShouldHaveFailed("SystemLibraryException", "libnobodyhasthis.so.1 is not in the build's image");
    }

    [Fact]
    public async Task Of_two_starts_at_once_one_publishes_and_the_other_finds_it()
    {
        Deployment.SkipWithoutEndpoint();
        const string Request = """{"name":"at-once","packages":["six"],"python":"3.13"}""";

        var executions = await Task.WhenAll(
            Execution.RunAsync(deployment.StateMachine, Request),
            Execution.RunAsync(deployment.StateMachine, Request)
        );

        executions.Select(execution => execution.Outcome).Order().ShouldBe(["published", "unchanged"]);
        (await Layers.VersionsAsync("at-once")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_combination_that_fails_takes_no_other_with_it()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"pair","packages":["markupsafe==3.0.4"],"python":["3.13","3.10"]}"""
        );

        execution.ShouldHaveFailed("BuildsFailed", "1 of 2 builds failed", "pair/python3.13/x86_64: published", "InstallFailedException");
        (await Layers.VersionsAsync("pair")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_as_many_versions_stay_as_the_request_keeps()
    {
        Deployment.SkipWithoutEndpoint();
        await PublishAsync("2024.1", keep: 2);
        await PublishAsync("2026.6", keep: 2);
        await PublishAsync("2024.1", keep: 2);

        // The third has the bytes of the first, which is published still: it is named again, not made again.
        (await Layers.VersionsAsync("kept")).ShouldBe([2, 1]);
        (await KeysAsync("published/kept/python3.13/x86_64/")).ShouldBe(["1.json", "2.json"]);

        await PublishAsync("2026.6", keep: 1);

        (await Layers.VersionsAsync("kept")).ShouldBe([2]);
        (await KeysAsync("published/kept/python3.13/x86_64/")).ShouldBe(["2.json"], "a manifest goes with its version");

        async Task PublishAsync(string pin, int keep)
        {
            var request = $$$"""{"name":"kept","packages":["tzdata=={{{pin}}}"],"python":"3.13","publish":{"keepVersions":{{{keep}}}}}""";
            (await Execution.RunAsync(deployment.StateMachine, request)).Outcome.ShouldBe("published");
        }
    }

    private static string LayerName(string arn) => arn.Split(':')[6];

    private async Task NothingIsLeftAsync(string run, string arn)
    {
        (await Layers.ThrowawayFunctionsAsync(run)).ShouldBeEmpty();
        (await Layers.VersionsAsync(LayerName(arn) + "-candidate")).ShouldBeEmpty();
        var claims = await AwsCli.RunAsync(
            "s3api",
            "list-objects-v2",
            "--bucket",
            deployment.Bucket,
            "--prefix",
            $"claims/{LayerName(arn)}/"
        );
        claims?["Contents"].ShouldBeNull();
    }

    /// <summary>What the throwaway function measured, where on one machine startup.json has it.</summary>
    private async Task TheReportHasMillisecondsOfEachModuleAsync(string run)
    {
        var page = await TextAsync($"runs/{run}/report.html");
        var data = JsonNode.Parse(page.Split("id=\"data\">")[1].Split("</script>")[0])!;
        var milliseconds = data["files"]!["milliseconds"]!.AsArray().Select(each => each!.GetValue<double>()).ToList();
        milliseconds.Count(each => each > 0).ShouldBeGreaterThan(100);
        data["ownModules"]!.AsArray().ShouldNotBeEmpty("Python's own modules are imported, too");
        var seconds = data["startup"]!.AsArray().Sum(start => start!["layer"]!.GetValue<double>());
        milliseconds.Sum().ShouldBeLessThan(3000 * seconds, "modules by themselves are parts of what is imported together");
    }

    private Task<IReadOnlyList<string>> FilesAsync(string run) => KeysAsync($"runs/{run}/");

    /// <summary>The names, without their folder, of what is below a prefix.</summary>
    private async Task<IReadOnlyList<string>> KeysAsync(string prefix)
    {
        var answer = await AwsCli.RunAsync("s3api", "list-objects-v2", "--bucket", deployment.Bucket, "--prefix", prefix);
        return
        [
            .. answer!["Contents"]!
                .AsArray()
                .Select(item => Path.GetFileName(item!["Key"]!.GetValue<string>()))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<JsonNode> ReadAsync(string key) => JsonNode.Parse(await TextAsync(key))!;

    private async Task<string> TextAsync(string key)
    {
        var file = Path.GetTempFileName();
        await AwsCli.RunAsync("s3", "cp", "--quiet", $"s3://{deployment.Bucket}/{key}", file);
        var text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return text;
    }

    /// <summary>The command line's prune of the same raw.zip, plan, baseline and repairs: SHA-256 as Lambda reports it.</summary>
    private async Task<string> PruneLocallyAsync(string run)
    {
        var folder = Directory.CreateTempSubdirectory("parity-");
        try
        {
            foreach (var file in (await FilesAsync(run)).Intersect(Inputs))
            {
                await AwsCli.RunAsync(
                    "s3",
                    "cp",
                    "--quiet",
                    $"s3://{deployment.Bucket}/runs/{run}/{file}",
                    Path.Combine(folder.FullName, file)
                );
            }

            var result = await LayerPipelineCli.RunAsync(
                "prune",
                Path.Combine(folder.FullName, "raw.zip"),
                "--plan",
                Path.Combine(folder.FullName, "plan.json")
            );
            result.ExitCode.ShouldBe(0, result.StandardOutput + result.StandardError);
            await using var layer = File.OpenRead(Path.Combine(folder.FullName, "layer.zip"));
            return Convert.ToBase64String(await SHA256.HashDataAsync(layer));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
