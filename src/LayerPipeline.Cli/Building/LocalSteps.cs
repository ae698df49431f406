using LayerPipeline.Checking;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Passes.Kernels;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Cli.Building;

/// <summary>The steps of a build on one machine. Each reads and writes the files of its run, so that any can be run again.</summary>
/// <param name="plan">The plan.</param>
/// <param name="choice">The interpreter.</param>
/// <param name="switches">What the command line says beside the request.</param>
/// <param name="run">The run's files.</param>
/// <param name="scratch">A folder for trees that are unpacked and probed.</param>
internal sealed class LocalSteps(BuildPlan plan, InterpreterChoice choice, BuildSwitches switches, IRunStore run, string scratch)
{
    private readonly LocalProbe _probe = new(choice.Interpreter, scratch);

    private string RawTree => Path.Combine(scratch, PipArguments.Target);

    /// <summary>Install: pip fills a folder; writes install.json.</summary>
    public async Task<(InstallReport Report, IReadOnlyList<string> Missing)> InstallAsync(
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        var installed = await new PipInstall(plan, choice, switches.Pip).RunAsync(scratch, progress, cancellationToken);
        await run.WriteJsonAsync(RunFiles.Install, installed.Report, InstallingJson.Default.InstallReport, cancellationToken);
        return installed;
    }

    /// <summary>The end of Install: packs what pip left into raw.zip.</summary>
    public async Task<long> PackAsync(CancellationToken cancellationToken)
    {
        await using var raw = await run.CreateAsync(RunFiles.Raw, cancellationToken);
        var bytes = await FolderArchive.PackAsync(RawTree, LayerTree.Prefix, raw.Content, cancellationToken);
        await raw.CommitAsync(cancellationToken);
        return bytes;
    }

    /// <summary>Probe raw: reads raw.zip, or what Install left; writes baseline.json.</summary>
    public async Task<ProbeReport> ProbeRawAsync(CancellationToken cancellationToken)
    {
        var tree = Directory.Exists(RawTree) ? RawTree : await UnpackAsync(RunFiles.Raw, "raw", cancellationToken);
        var report = await _probe.RunAsync(
            tree,
            ProbeMode.Baseline,
            baseline: null,
            plan.Request.Probes,
            ProbedCores.For(plan),
            cancellationToken
        );
        await run.WriteJsonAsync(RunFiles.Baseline, report, ProbingJson.Default.ProbeReport, cancellationToken);
        return report;
    }

    /// <summary>Prune: writes layer.zip, pruned.zip and prune.json.</summary>
    public static Task<PruneReport> PruneAsync(IRunStore run, BuildSwitches switches, CancellationToken cancellationToken) =>
        new PruneStep(RuleSet.Shipped).RunAsync(run, new PruneOptions { UseEvidence = switches.UseEvidence }, cancellationToken);

    /// <summary>Check: writes check.json.</summary>
    /// <exception cref="BudgetExceededException">The layer is too large.</exception>
    public static async Task<CheckReport> CheckAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var check = await new CheckStep(RuleSet.Shipped).RunAsync(run, cancellationToken);
        check.ThrowIfFailed();
        return check;
    }

    /// <summary>Probe layer: reads layer.zip and baseline.json; writes candidate.json.</summary>
    public async Task<ProbeReport> ProbeLayerAsync(CancellationToken cancellationToken)
    {
        var baseline = await run.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var tree = await UnpackAsync(RunFiles.Layer, "layer", cancellationToken);
        var report = await _probe.RunAsync(
            tree,
            ProbeMode.Candidate,
            baseline,
            plan.Request.Probes,
            ProbedCores.For(plan),
            cancellationToken
        );
        await run.WriteJsonAsync(RunFiles.Candidate, report, ProbingJson.Default.ProbeReport, cancellationToken);
        return report;
    }

    private async Task<string> UnpackAsync(string file, string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(scratch, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await using var archive =
            await run.OpenAsync(file, cancellationToken)
            ?? throw new RunFileException($"{file} is missing from the run; run the step that writes it first.");
        await FolderArchive.UnpackAsync(archive, folder, cancellationToken);
        return Path.Combine(folder, LayerTree.Prefix.TrimEnd('/'));
    }
}
