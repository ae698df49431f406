using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Building;

/// <summary>Puts pruned files of a finished run back: the run is built again from its own files, with those files kept.</summary>
/// <param name="context">The process around it.</param>
/// <param name="named">What <c>--interpreter</c> says, or null.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LayerRestoration(CliContext context, string? named, IBuildOutput output)
{
    /// <summary>Restores.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="paths">Globs below <c>python/</c>.</param>
    /// <param name="cancellationToken">Stops it; the folder stays as it was.</param>
    /// <returns>When the folder holds the new layer.</returns>
    public async Task RunAsync(string folder, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        _ = FinishedRun.At(folder);

        // First of all: what is read now must be what is replaced.
        using var workspace = RunWorkspace.Create(folder);
        var finished = new FolderRunStore(folder);
        var plan = await finished.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var pruned = await finished.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var restored = new RemovedFiles(pruned).Find(paths);

        await CopyInputsAsync(finished, workspace.Folder, cancellationToken);
        var run = new FolderRunStore(workspace.Folder);
        var log = await finished.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken) ?? new RepairLog();
        await run.WriteJsonAsync(
            RunFiles.Repair,
            log with
            {
                Restored = [.. log.Restored, .. restored],
            },
            PruningJson.Default.RepairLog,
            cancellationToken
        );
        var choice = await InterpreterChoice.MakeAsync(plan.Target, named, allowUnproven: true, context.Interpreters, cancellationToken);
        var switches = new BuildSwitches { UseEvidence = pruned.Evidence };
        var build = new LocalBuild(plan, choice, switches, workspace, output);
        var manifest = await build.RunFromAsync(PipelineSteps.Prune, cancellationToken);
        workspace.Commit();
        output.Say(
            $"{Plural.Of(restored.Count, "file")} restored; {manifest.Bytes:N0} bytes unzipped, {(manifest.Proven ? "proven" : "UNPROVEN")}, in {folder}"
        );
    }

    private static async Task CopyInputsAsync(FolderRunStore finished, string to, CancellationToken cancellationToken)
    {
        await RawRebuild.EnsureAsync(finished, new FolderRunStore(to), cancellationToken);
        foreach (var name in new[] { RunFiles.Plan, RunFiles.Install, RunFiles.Baseline, RunFiles.Bytecode, RunFiles.Decoder })
        {
            var from = Path.Combine(finished.Folder, name);
            if (File.Exists(from))
            {
                File.Copy(from, Path.Combine(to, name), overwrite: true);
            }
        }
    }
}
