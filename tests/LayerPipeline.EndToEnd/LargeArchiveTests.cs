using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>Prune as a function, on an archive as large as Lambda takes.</summary>
public sealed class LargeArchiveTests(Deployment deployment)
{
    private const long MostBytes = 300_000_000;
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task An_archive_of_250_MB_is_pruned_in_less_than_300_MB_of_memory()
    {
        Deployment.SkipWithoutEndpoint();
        var folder = Directory.CreateTempSubdirectory("large-").FullName;
        try
        {
            await MakeRunAsync(folder);
            var function = await deployment.ResourceAsync("PruneFunction");
            await AwsCli.RunAsync("s3", "cp", "--quiet", "--recursive", folder, $"s3://{deployment.Bucket}/runs/large/");

            var clock = Stopwatch.StartNew();
            var answer = await InvokeAsync(function, folder);
            var functionSeconds = clock.Elapsed.TotalSeconds;

            answer["bytesAfter"]!.GetValue<long>().ShouldBeLessThan(answer["bytesBefore"]!.GetValue<long>() - (60 * Megabyte));
            clock.Restart();
            var local = await LayerPipelineCli.RunAsync(
                "prune",
                Path.Combine(folder, "raw.zip"),
                "--plan",
                Path.Combine(folder, "plan.json")
            );
            var localSeconds = clock.Elapsed.TotalSeconds;
            local.ExitCode.ShouldBe(0, local.StandardError);
            var peak = PeakBytes(function);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"function {functionSeconds:0.0} s, peak {peak / 1e6:0} MB; command line as built {localSeconds:0.0} s"
            );
            Assert.SkipWhen(peak is null, "The function's process is not on this machine; its REPORT line says what it used.");
            peak!.Value.ShouldBeLessThan(MostBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The files that a build leaves, by hand: no package is that large in a form that compresses so little.</summary>
    private static async Task MakeRunAsync(string folder)
    {
        var request = Path.Combine(folder, "request.json");
        await File.WriteAllTextAsync(request, """{"name":"large","packages":["large"],"python":"3.13"}""");
        var plan = await LayerPipelineCli.RunAsync("plan", "--request", request, "--output", folder);
        plan.ExitCode.ShouldBe(0, plan.StandardError);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "baseline.json"),
            """{"schema":1,"python":"3.13.0","machine":"x86_64","modules":[],"behaviours":[],"imports":{},"seconds":0}"""
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pip-report.json"),
            """{"version":"1","pip_version":"24.2","install":[],"environment":{}}"""
        );
        await using var raw = new ZipArchive(File.Create(Path.Combine(folder, "raw.zip")), ZipArchiveMode.Create);
        var random = new Random(1);
        var record = new StringBuilder();
        for (var i = 0; i < 34; i++)
        {
            await AddAsync($"large/data{i:00}.bin", Bytes(random, 5 * Megabyte));
        }

        // What the dynamic linker maps is a library of this machine; the tail is what no loader looks at.
        var library = await File.ReadAllBytesAsync(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libcoreclr.so"));
        for (var i = 0; i < 3; i++)
        {
            await AddAsync($"large/lib{i}.so", [.. library, .. Bytes(random, 20 * Megabyte)]);
        }

        await AddAsync("large/tests/data.bin", Bytes(random, 10 * Megabyte));
        await WriteAsync("large-1.0.dist-info/RECORD", Encoding.UTF8.GetBytes(record.ToString()));

        async Task AddAsync(string name, byte[] content)
        {
            record.Append(CultureInfo.InvariantCulture, $"{name},,\n");
            await WriteAsync(name, content);
        }

        async Task WriteAsync(string name, byte[] content)
        {
            var entry = raw.CreateEntry($"python/{name}", CompressionLevel.Fastest);
            await using var stream = await entry.OpenAsync();
            await stream.WriteAsync(content);
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static async Task<JsonNode> InvokeAsync(string function, string folder)
    {
        var payload = Path.Combine(folder, "payload.json");
        await File.WriteAllTextAsync(payload, """{"run":"large"}""");
        var output = Path.Combine(folder, "answer.json");
        var answer = await AwsCli.RunAsync(
            "lambda",
            "invoke",
            "--function-name",
            function,
            "--cli-read-timeout",
            "300",
            "--payload",
            $"fileb://{payload}",
            output
        );
        var content = await File.ReadAllTextAsync(output);
        answer?["FunctionError"].ShouldBeNull(content);
        return JsonNode.Parse(content)!;
    }

    /// <summary>Peak resident memory as the kernel counted it (proc(5), VmHWM), where the function is a process of this machine.</summary>
    private static long? PeakBytes(string function)
    {
        var wanted = Encoding.UTF8.GetBytes($"AWS_LAMBDA_FUNCTION_NAME={function}\0");
        long? peak = null;
        foreach (var process in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc", "*") : [])
        {
            try
            {
                if (File.ReadAllBytes(Path.Combine(process, "environ")).AsSpan().IndexOf(wanted) >= 0)
                {
                    peak = Math.Max(peak ?? 0, PeakBytes(File.ReadLines(Path.Combine(process, "status"))));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Ended, not a process, or not ours.
            }
        }

        return peak;
    }

    private static long PeakBytes(IEnumerable<string> status)
    {
        var line = status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) ?? "VmHWM: 0 kB";
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
