using System.Security.Cryptography;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>Requests that name a file beside themselves.</summary>
[Collection(RequestsGroup.Name)]
public sealed class LockTests(Deployment deployment) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A name that no earlier deployment has used.</summary>
    private readonly string _layer = $"locked-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The schedule starts what lies in the bucket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Directory.EnumerateFiles(_folder.Path, "*.json").Any())
        {
            await AwsCli.RunAsync("s3", "rm", "--quiet", "--recursive", $"s3://{deployment.Bucket}/requests/{_layer}/");
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task An_upload_of_the_lock_alone_builds_the_request_that_names_it()
    {
        Deployment.SkipWithoutEndpoint();
        var first = await WheelLock.OfAsync("tzdata-2024.1");
        var second = await WheelLock.OfAsync("tzdata-2026.6");

        await PutAsync("pylock.toml", first);
        await PutAsync($"{_layer}.json", """{"requirementsFile":"pylock.toml","python":"3.13"}""");
        await ExecutionsAsync(1);
        (await Layers.VersionsAsync(_layer)).ShouldBe([1]);

        await PutAsync("pylock.toml", second);
        await ExecutionsAsync(2);
        (await Layers.VersionsAsync(_layer)).ShouldBe([2, 1]);

        await PutAsync("pylock.toml", second);
        await ExecutionsAsync(3);
        (await Layers.VersionsAsync(_layer)).ShouldBe([2, 1], "nothing had changed");
    }

    [Theory]
    [InlineData("pip")]
    [InlineData("uv==0.8.4")]
    public async Task The_same_lock_gives_the_same_layer_zip_on_one_machine_and_on_AWS(string installer)
    {
        Deployment.SkipWithoutEndpoint();
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1, and two builds take a minute.");
        if (installer != "pip")
        {
            MadeUv("0.8.4");
        }

        await PutAsync(
            "pylock.toml",
            await WheelLock.OfAsync("markupsafe-3.0.4", "six-1.16.0", "numpy-2.5.5-cp313-cp313-manylinux_2_27_x86_64")
        );
        await PutAsync($"{_layer}.json", $$"""{"requirementsFile":"pylock.toml","python":"3.13","installer":"{{installer}}"}""");
        await ExecutionsAsync(1);
        var request = Path.Combine(_folder.Path, "with-pip.json");
        await File.WriteAllTextAsync(request, """{"requirementsFile":"pylock.toml","python":"3.13"}""");

        var output = Path.Combine(_folder.Path, "out");
        var build = await LayerPipelineCli.RunAsync([
            "build",
            "--request",
            request,
            "--no-index",
            "--find-links",
            WheelLock.Folder,
            "--no-measure",
            "--output",
            output,
        ]);

        build.ExitCode.ShouldBe(0, build.StandardError);
        var here = await File.ReadAllBytesAsync(Path.Combine(output, "layer.zip"));
        var there = await LayerOnAwsAsync();
        there.Length.ShouldBe(here.Length);
        Convert.ToHexStringLower(SHA256.HashData(there)).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(here)));
    }

    /// <summary>A wheel that stands in for uv, where the build container's pip looks for it.</summary>
    private static void MadeUv(string version)
    {
        var folder = Environment.GetEnvironmentVariable("LAYERPIPELINE_MADE_WHEELS");
        Assert.SkipUnless(
            Directory.Exists(folder),
            "LAYERPIPELINE_MADE_WHEELS names no folder in which the emulator's pip looks for wheels."
        );
        StandInUv.WriteWheel(folder!, version);
    }

    /// <summary>layer.zip of the only run.</summary>
    private async Task<byte[]> LayerOnAwsAsync()
    {
        var answer = await AwsCli.RunAsync("s3api", "list-objects-v2", "--bucket", deployment.Bucket, "--prefix", $"runs/{_layer}-");
        var keys = answer!["Contents"]!.AsArray().Select(item => item!["Key"]!.GetValue<string>());
        var file = Path.Combine(_folder.Path, "layer-on-aws.zip");
        var key = keys.Single(key => key.EndsWith("/layer.zip", StringComparison.Ordinal));
        await AwsCli.RunAsync("s3", "cp", "--quiet", $"s3://{deployment.Bucket}/{key}", file);
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>Puts a file into a folder of the test's own below requests/, and into the same place on this machine.</summary>
    private async Task<string> PutAsync(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        await File.WriteAllTextAsync(file, text);
        await AwsCli.RunAsync("s3", "cp", "--quiet", file, $"s3://{deployment.Bucket}/requests/{_layer}/{name}");
        return file;
    }

    private Task ExecutionsAsync(int count) => Execution.AllSucceedAsync(deployment.StateMachine, _layer + "-", count);
}
