using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LayerPipeline.Benchmarks;

/// <summary>How long modules take to import: without bytecode, as pip compiles them, and from layers with bytecode and with nothing else.</summary>
/// <param name="cli">The executable.</param>
/// <param name="request">What is built.</param>
/// <param name="modules">What is imported, in one process.</param>
/// <param name="probe">The folder of the probe's scripts.</param>
/// <param name="folder">Where results go.</param>
internal sealed class StartupBenchmark(string cli, BuildRequest request, IReadOnlyList<string> modules, string probe, string folder)
{
    private const double MostOfPip = 1.05;
    private const double MostOfNone = 0.33;
    private const double MostOnlyOfHot = 1.05;

    public async Task<IReadOnlyList<Row>> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var hot = await BuildAsync("hot", cancellationToken);
        var only = await BuildAsync("only", cancellationToken);
        var first = await MeasureAsync(hot, rounds, cancellationToken);
        var second = await MeasureAsync(only, rounds, cancellationToken);
        var (none, pip, ours, sourceless) = (first.Uncompiled, first.Compiled, first.Layer, second.Layer);
        var imports = string.Join(", ", modules);
        return
        [
            new Row($"import of {imports} without bytecode, median of {rounds}", $"{none:0.000} s", "", true),
            new Row("as pip compiles it", $"{pip:0.000} s", "", true),
            new Row(
                "layer, bytecode hot",
                $"{ours:0.000} s",
                $"at most {MostOfPip} × pip's; is {ours / pip:0.00} ×",
                ours <= MostOfPip * pip
            ),
            new Row("the same", $"{ours:0.000} s", $"at most {MostOfNone} × none; is {ours / none:0.00} ×", ours <= MostOfNone * none),
            new Row(
                "layer, bytecode only",
                $"{sourceless:0.000} s",
                $"not slower than hot; is {sourceless / ours:0.00} × (noise {MostOnlyOfHot} ×)",
                sourceless <= MostOnlyOfHot * ours
            ),
            new Row("bytes unzipped, hot and only", $"{Bytes(hot):N0} and {Bytes(only):N0}", "", true),
        ];
    }

    private async Task<string> BuildAsync(string bytecode, CancellationToken cancellationToken)
    {
        var run = Path.Combine(folder, "bytecode-" + bytecode);
        await Measurement.SecondsAsync(request.Command(cli, run, "--bytecode", bytecode, "--no-measure"), cancellationToken);
        foreach (var archive in new[] { "raw", "bytecode", "layer" })
        {
            await ZipFile.ExtractToDirectoryAsync(Path.Combine(run, archive + ".zip"), Path.Combine(run, archive), cancellationToken);
        }

        return run;
    }

    private async Task<(double Uncompiled, double Compiled, double Layer)> MeasureAsync(
        string run,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        var arguments = Path.Combine(run, "arguments.json");
        var result = Path.Combine(run, "result.json");
        var json = new JsonObject
        {
            ["raw"] = Path.Combine(run, "raw", "python"),
            ["bytecode"] = Path.Combine(run, "bytecode", "python"),
            ["layer"] = Path.Combine(run, "layer", "python"),
            ["scratch"] = Path.Combine(run, "scratch"),
            ["starts"] = new JsonArray(
                new JsonObject { ["id"] = "all", ["modules"] = new JsonArray([.. modules.Select(module => (JsonNode)module)]) }
            ),
            ["rounds"] = rounds,
            ["seconds"] = int.MaxValue,
        };
        await File.WriteAllTextAsync(arguments, json.ToJsonString(), cancellationToken);
        await Measurement.SecondsAsync(
            [request.Interpreter, "-I", "-B", Path.Combine(probe, "startup.py"), arguments, result],
            cancellationToken
        );
        var figure = JsonNode.Parse(await File.ReadAllTextAsync(result, cancellationToken))![0]!;
        return (Seconds(figure, "uncompiled"), Seconds(figure, "compiled"), Seconds(figure, "layer"));
    }

    private static double Seconds(JsonNode figure, string state) => figure[state]?.GetValue<double>() ?? double.NaN;

    private static long Bytes(string run)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "manifest.json")));
        return manifest.RootElement.GetProperty("bytes").GetInt64();
    }
}
