using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Tries on this machine what failed on the layer, with some removed files in it.</summary>
/// <param name="run">The run, whose layer was unpacked to be probed.</param>
internal sealed class LayerTrials(LocalRun run)
{
    /// <summary>Stands between a behaviour and what it ran under once more.</summary>
    private const char VariantMark = '@';

    private const string Plain = "plain";

    private ProbeReport? _baseline;
    private RepairTree? _tree;

    /// <summary>Tries.</summary>
    /// <param name="restored">Names of the entries that are back.</param>
    /// <param name="asked">What is tried.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    /// <returns>The report on it.</returns>
    public async Task<ProbeReport> RunAsync(
        IReadOnlySet<string> restored,
        IReadOnlyList<Regression> asked,
        CancellationToken cancellationToken
    )
    {
        _baseline ??= await run.Files.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        _tree ??= await UnpackAsync(cancellationToken);
        _tree.Set(restored);
        var probe = new LocalProbe(run.Interpreter.Interpreter, run.Scratch);
        var place = probe.Place(Path.Combine(run.Scratch, Plain, LayerTree.Prefix.TrimEnd('/')));
        var arguments = ProbeArguments.OfCandidate(run.Plan.ProbeArguments, _baseline, place) with
        {
            Modules = IdsOf(asked, RegressionKind.Module),
            Only = IdsOf(asked, RegressionKind.Behaviour),
        };
        return await probe.RunAsync(arguments, cancellationToken);
    }

    private static IReadOnlyList<string> IdsOf(IReadOnlyList<Regression> asked, RegressionKind kind) =>
        [
            .. asked
                .Where(regression => regression.Kind == kind)
                .Select(regression => regression.Id.Split(VariantMark)[0])
                .Distinct(StringComparer.Ordinal),
        ];

    private async Task<RepairTree> UnpackAsync(CancellationToken cancellationToken)
    {
        await run.UnpackPlainAsync(Plain, cancellationToken);
        await run.UnpackAsync(RunFiles.Pruned, "pruned", cancellationToken);
        var saved = Path.Combine(run.Scratch, "replaced");
        if (Directory.Exists(saved))
        {
            Directory.Delete(saved, recursive: true);
        }

        return new RepairTree(Path.Combine(run.Scratch, Plain), Path.Combine(run.Scratch, "pruned"), saved);
    }
}
