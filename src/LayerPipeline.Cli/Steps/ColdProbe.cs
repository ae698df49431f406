using System.Text.Json;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Measuring;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>The second probe of a layer that has a cold store: with everything inflated beforehand.</summary>
/// <param name="run">The run.</param>
/// <param name="probe">The probe.</param>
/// <param name="tree">The folder of the layer's packages.</param>
internal sealed class ColdProbe(LocalRun run, LocalProbe probe, string tree)
{
    /// <summary>Whether the layer has a store.</summary>
    public bool IsNeeded => File.Exists(Path.Combine(tree, ColdNames.Store[LayerTree.Prefix.Length..]));

    /// <summary>Inflates the store, and probes the layer once more.</summary>
    /// <param name="arguments">Those of the first probe.</param>
    /// <param name="fresh">Its report.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Both reports together, and what inflating costs.</returns>
    public async Task<(ProbeReport Both, ColdCosts Costs)> RunAsync(
        ProbeArguments arguments,
        ProbeReport fresh,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.Combine(arguments.Scratch, "cold");
        Directory.CreateDirectory(arguments.Scratch);
        var costs = await probe.RunAsync(
            ProbeScript.Inflate,
            JsonSerializer.SerializeToUtf8Bytes(new InflateArguments(tree, folder), MeasuringJson.Default.InflateArguments),
            MeasuringJson.Default.ColdCosts,
            cancellationToken
        );
        // The probe replaces /tmp at the start of a variable, as a function has another folder of that name.
        var environment = new Dictionary<string, string>(run.Plan.ProbeArguments.Environment, StringComparer.Ordinal)
        {
            [ColdNames.FolderVariable] = "/." + folder,
        };
        var warm = await probe.RunAsync(arguments with { Environment = environment }, cancellationToken);
        return (WarmProbe.Both(fresh, warm), costs with { Schema = 1, Fresh = ProbeCounts.Of(fresh), Warm = ProbeCounts.Of(warm) });
    }
}
