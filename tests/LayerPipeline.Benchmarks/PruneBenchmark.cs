using System.Text.Json.Nodes;

namespace LayerPipeline.Benchmarks;

/// <summary><c>prune</c> of a finished run against <c>cp</c> of its raw.zip, both on a warm cache, each into a new file.</summary>
/// <param name="cli">The executable.</param>
/// <param name="run">Folder of the run.</param>
/// <param name="python">A Python, to ask the kernel for peak memory.</param>
/// <param name="folder">Where results go.</param>
internal sealed class PruneBenchmark(string cli, string run, string python, string folder)
{
    private const double MostTimesCopy = 8;
    private const double MostMegabytes = 200;

    public async Task<IReadOnlyList<Row>> RunAsync(int times, CancellationToken cancellationToken)
    {
        var plan = await File.ReadAllTextAsync(Path.Combine(run, "plan.json"), cancellationToken);
        await File.WriteAllTextAsync(DevelopmentPlan, UpTo("development", plan), cancellationToken);
        await File.WriteAllTextAsync(TrimPlan, UpTo("trim", plan), cancellationToken);

        // All once for nothing: the first pays for the cache.
        await CopyAsync(cancellationToken);
        await PruneAsync(DevelopmentPlan, cancellationToken);
        await PruneAsync(TrimPlan, cancellationToken);
        List<double> copies = [];
        List<double> prunes = [];
        List<double> trims = [];
        for (var i = 0; i < times; i++)
        {
            copies.Add(await CopyAsync(cancellationToken));
            prunes.Add(await PruneAsync(DevelopmentPlan, cancellationToken));
            trims.Add(await PruneAsync(TrimPlan, cancellationToken));
        }

        var peak = await PeakAsync(DevelopmentPlan, cancellationToken);
        var trimPeak = await PeakAsync(TrimPlan, cancellationToken);
        var (copy, prune, trim) = (Measurement.Median(copies), Measurement.Median(prunes), Measurement.Median(trims));
        return
        [
            new Row($"cp of raw.zip ({new FileInfo(Raw).Length / 1e6:0.0} MB), median of {times}", $"{copy:0.000} s", "", true),
            new Row(
                $"prune of it up to development, median of {times}",
                $"{prune:0.000} s",
                $"at most {MostTimesCopy} × cp; is {prune / copy:0.0} ×",
                prune <= MostTimesCopy * copy
            ),
            new Row("prune up to development, peak memory", $"{peak:0} MB", $"at most {MostMegabytes} MB", peak <= MostMegabytes),
            new Row($"prune of it up to trim, the default, median of {times}", $"{trim:0.000} s", "", true),
            new Row("prune up to trim, peak memory", $"{trimPeak:0} MB", $"at most {MostMegabytes} MB", trimPeak <= MostMegabytes),
        ];
    }

    private string Raw => Path.Combine(run, "raw.zip");

    private string DevelopmentPlan => Path.Combine(folder, "plan-development.json");

    private string TrimPlan => Path.Combine(folder, "plan-trim.json");

    private string Output => Path.Combine(folder, "prune");

    private async Task<double> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "copy.zip");
        File.Delete(copy);
        return await Measurement.SecondsAsync(["cp", Raw, copy], cancellationToken);
    }

    private async Task<double> PruneAsync(string plan, CancellationToken cancellationToken) =>
        await Measurement.SecondsAsync(Prune(plan), cancellationToken);

    private async Task<double> PeakAsync(string plan, CancellationToken cancellationToken) =>
        await Measurement.PeakBytesAsync(python, Prune(plan), cancellationToken) / 1e6;

    /// <summary>Trimming inflates and deflates what it changes; below that tier, entries are copied as they are.</summary>
    private static string UpTo(string tier, string plan)
    {
        var json = JsonNode.Parse(plan)!;
        json["request"]!["prune"]!["upTo"] = tier;
        return json.ToJsonString();
    }

    private string[] Prune(string plan)
    {
        if (Directory.Exists(Output))
        {
            Directory.Delete(Output, recursive: true);
        }

        return [cli, "prune", Raw, "--plan", plan, "--output", Output, "--quiet"];
    }
}
