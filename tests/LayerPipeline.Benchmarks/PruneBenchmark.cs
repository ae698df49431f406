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
        // Both once for nothing: the first pays for the cache.
        await CopyAsync(cancellationToken);
        await PruneAsync(cancellationToken);
        List<double> copies = [];
        List<double> prunes = [];
        for (var i = 0; i < times; i++)
        {
            copies.Add(await CopyAsync(cancellationToken));
            prunes.Add(await PruneAsync(cancellationToken));
        }

        var peak = await Measurement.PeakBytesAsync(python, Prune(), cancellationToken) / 1e6;
        var (copy, prune) = (Measurement.Median(copies), Measurement.Median(prunes));
        return
        [
            new Row($"cp of raw.zip ({new FileInfo(Raw).Length / 1e6:0.0} MB), median of {times}", $"{copy:0.000} s", "", true),
            new Row(
                $"prune of it, median of {times}",
                $"{prune:0.000} s",
                $"at most {MostTimesCopy} × cp; is {prune / copy:0.0} ×",
                prune <= MostTimesCopy * copy
            ),
            new Row("prune, peak memory", $"{peak:0} MB", $"at most {MostMegabytes} MB", peak <= MostMegabytes),
        ];
    }

    private string Raw => Path.Combine(run, "raw.zip");

    private string Output => Path.Combine(folder, "prune");

    private async Task<double> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "copy.zip");
        File.Delete(copy);
        return await Measurement.SecondsAsync(["cp", Raw, copy], cancellationToken);
    }

    private async Task<double> PruneAsync(CancellationToken cancellationToken) =>
        await Measurement.SecondsAsync(Prune(), cancellationToken);

    private string[] Prune()
    {
        if (Directory.Exists(Output))
        {
            Directory.Delete(Output, recursive: true);
        }

        return [cli, "prune", Raw, "--plan", Path.Combine(run, "plan.json"), "--output", Output, "--quiet"];
    }
}
