using System.Diagnostics;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Tries on this machine what failed on the layer, with some removed files in it.</summary>
/// <param name="run">The run, whose layer was unpacked to be probed.</param>
/// <param name="progress">Takes what is shown meanwhile.</param>
internal sealed class LayerTrials(LocalRun run, Action<string> progress) : IRepairTrials
{
    /// <summary>Ours: who waits longer would rather name the files that are needed.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private const string Plain = "plain";

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly HashSet<string> _together = new(StringComparer.Ordinal);
    private bool _hadFiles;
    private ProbeReport? _baseline;
    private RepairTree? _tree;

    /// <inheritdoc />
    public bool IsOver => _watch.Elapsed > Limit;

    /// <inheritdoc />
    public async Task<ProbeReport> RunAsync(
        IReadOnlySet<string> restored,
        IReadOnlyList<Regression> asked,
        CancellationToken cancellationToken
    )
    {
        progress("trying which removed files are missed");
        _baseline ??= await run.Files.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        _tree ??= await UnpackAsync(cancellationToken);
        _tree.Set(restored);
        var report = await ProbeAsync(_baseline, asked, cancellationToken);
        var isFirst = !_hadFiles && restored.Count > 0;
        _hadFiles |= isFirst;
        if (!isFirst || !NeedsCompany(report, asked))
        {
            return report;
        }

        return await ProbeAsync(_baseline, asked, cancellationToken);
    }

    /// <summary>
    /// The first trial with files has all of them. A module that fails in it may work only after others of its distribution, as it did when
    /// all were imported in one process: from now on it is tried with them.
    /// </summary>
    private bool NeedsCompany(ProbeReport report, IReadOnlyList<Regression> asked)
    {
        var failing = report.Modules.Where(module => !module.Ok).Select(module => module.Id).ToHashSet(StringComparer.Ordinal);
        _together.UnionWith(
            asked
                .Where(regression => regression.Kind == RegressionKind.Module && failing.Contains(regression.Id))
                .Select(regression => regression.Distribution)
                .OfType<string>()
        );
        return _together.Count > 0;
    }

    private Task<ProbeReport> ProbeAsync(ProbeReport baseline, IReadOnlyList<Regression> asked, CancellationToken cancellationToken)
    {
        var probe = new LocalProbe(run.Interpreter.Interpreter, run.Scratch);
        var place = probe.Place(Path.Combine(run.Scratch, Plain, LayerTree.Prefix.TrimEnd('/')));
        return probe.RunAsync(ProbeArguments.OfTrial(run.Plan.ProbeArguments, baseline, place, asked, _together), cancellationToken);
    }

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
