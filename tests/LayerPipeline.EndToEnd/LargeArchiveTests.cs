using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>Prune as a function, on an archive as large as Lambda takes.</summary>
[Collection(MeasuringGroup.Name)]
public sealed class LargeArchiveTests(Deployment deployment)
{
    private const long MostBytes = 300_000_000;
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task An_archive_of_250_MB_is_pruned_in_less_than_300_MB_of_memory()
    {
        Deployment.SkipWithoutEndpoint();
        await using var run = await LargeRun.MakeAsync("data", 60 * Megabyte, AddDataAsync);
        var function = await DeployAsync(run);

        await CompareAsync(run, function);

        ShouldHavePeakedBelow(function, MostBytes);
    }

    [Fact]
    public async Task Real_packages_of_250_MB_take_less_than_300_MB_of_memory_and_twice_the_time_of_the_command_line()
    {
        Deployment.SkipWithoutEndpoint();
        var wheels = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(wheels), "LAYERPIPELINE_WHEELS names no folder of wheels");
        await using var run = await LargeRun.MakeAsync("wheels", 100 * Megabyte, archive => AddWheelsAsync(archive, wheels));
        var function = await DeployAsync(run);

        // The first invocation warms the function's process; of each the quickest of three counts, since the machine does other things.
        var compared = new[] { await CompareAsync(run, function), await CompareAsync(run, function), await CompareAsync(run, function) };

        compared.Min(times => times.Function).ShouldBeLessThan(2 * compared.Min(times => times.CommandLine));
        ShouldHavePeakedBelow(function, MostBytes);
    }

    private async Task<string> DeployAsync(LargeRun run)
    {
        await AwsCli.RunAsync("s3", "cp", "--quiet", "--recursive", run.Folder, $"s3://{deployment.Bucket}/runs/{run.Name}/");
        var function = await deployment.ResourceAsync("PruneFunction");
        await StartAfreshAsync(function);
        return function;
    }

    /// <summary>A changed configuration starts a new process: what other tests' packages left in the old one is not measured.</summary>
    private static async Task StartAfreshAsync(string function)
    {
        var configuration = await AwsCli.RunAsync("lambda", "get-function-configuration", "--function-name", function);
        var seconds = configuration!["Timeout"]!.GetValue<int>() - 1;
        await AwsCli.RunAsync(
            "lambda",
            "update-function-configuration",
            "--function-name",
            function,
            "--timeout",
            seconds.ToString(CultureInfo.InvariantCulture)
        );
        await AwsCli.RunAsync("lambda", "wait", "function-updated-v2", "--function-name", function);
    }

    /// <summary>Seconds that the function and the command line take for the same archive.</summary>
    private static async Task<(double Function, double CommandLine)> CompareAsync(LargeRun run, string function)
    {
        var functionSeconds = await InvokeAsync(function, run);
        var clock = Stopwatch.StartNew();
        var local = await LayerPipelineCli.RunAsync("prune", run.PathOf("raw.zip"), "--plan", run.PathOf("plan.json"));
        var localSeconds = clock.Elapsed.TotalSeconds;
        local.ExitCode.ShouldBe(0, local.StandardError);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{run.Name}: function {functionSeconds:0.0} s, peak {PeakBytes(function) / 1e6:0} MB; command line as built {localSeconds:0.0} s"
        );
        return (functionSeconds, localSeconds);
    }

    private static void ShouldHavePeakedBelow(string function, long bytes)
    {
        var peak = PeakBytes(function);
        Assert.SkipWhen(peak is null, "The function's process is not on this machine; its REPORT line says what it used.");
        peak!.Value.ShouldBeLessThan(bytes);
    }

    /// <summary>Data that hardly compresses, and libraries of this machine with a tail that no loader looks at.</summary>
    private static async Task AddDataAsync(LargeArchive archive)
    {
        var random = new Random(1);
        for (var i = 0; i < 46; i++)
        {
            await archive.AddAsync($"large/data{i:00}.bin", Bytes(random, 5 * Megabyte));
        }

        var library = await File.ReadAllBytesAsync(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libcoreclr.so"));
        for (var i = 0; i < 3; i++)
        {
            // Other bytes than zeros behind its end would be somebody's, and no pass would change the library.
            await archive.AddAsync($"large/lib{i}.so", [.. library, .. new byte[20 * Megabyte]]);
        }

        await archive.AddAsync("large/tests/test_data.py", "import large\n"u8.ToArray());
        await archive.AddAsync("large/tests/data.bin", Bytes(random, 10 * Megabyte));
    }

    /// <summary>Every wheel in a folder of its own, and data up to 250 MB.</summary>
    private static async Task AddWheelsAsync(LargeArchive archive, string wheels)
    {
        foreach (var (path, i) in Directory.EnumerateFiles(wheels, "*.whl").Order(StringComparer.Ordinal).Select((path, i) => (path, i)))
        {
            await using var wheel = await ZipFile.OpenReadAsync(path);
            foreach (var entry in wheel.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                await using var content = await entry.OpenAsync();
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes);
                await archive.AddAsync($"wheel{i:00}/{entry.FullName}", bytes.ToArray());
            }
        }

        var random = new Random(2);
        for (var i = 0; archive.Length < 248 * Megabyte; i++)
        {
            await archive.AddAsync($"zdata/{i:00}.bin", Bytes(random, Megabyte));
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Seconds by the function's own line in the log.</summary>
    private static async Task<double> InvokeAsync(string function, LargeRun run)
    {
        var payload = run.PathOf("payload.json");
        await File.WriteAllTextAsync(payload, $$"""{"run":"{{run.Name}}"}""");
        var output = run.PathOf("answer.json");
        var answer = await AwsCli.RunAsync(
            "lambda",
            "invoke",
            "--function-name",
            function,
            "--cli-read-timeout",
            "300",
            "--log-type",
            "Tail",
            "--payload",
            $"fileb://{payload}",
            output
        );
        var content = await File.ReadAllTextAsync(output);
        answer?["FunctionError"].ShouldBeNull(content);
        var result = JsonNode.Parse(content)!;
        result["bytesAfter"]!.GetValue<long>().ShouldBeLessThan(result["bytesBefore"]!.GetValue<long>() - run.MustLose);
        var log = Encoding.UTF8.GetString(Convert.FromBase64String(answer!["LogResult"]!.GetValue<string>()));
        var line = log.Split('\n').Last(line => line.Contains("\"milliseconds\"", StringComparison.Ordinal));
        return JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!["milliseconds"]!.GetValue<long>() / 1000.0;
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
