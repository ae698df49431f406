using LayerPipeline.Cli.Folders;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Cli.Output;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;
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
        if (!File.Exists(Path.Combine(folder, RunFiles.Prune)))
        {
            throw new CommandLineException(
                $"'{folder}' is no folder that build made: it has no {RunFiles.Prune}. Name the folder of --output."
            );
        }

        // First of all: what is read now must be what is replaced.
        using var workspace = RunWorkspace.Create(folder);
        var finished = new FolderRunStore(folder);
        var plan = await finished.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var pruned = await finished.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var restored = Find(pruned, paths);

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
        var choice = await InterpreterChoice.MakeAsync(plan, named, allowUnproven: true, context.Interpreters, cancellationToken);
        var switches = new BuildSwitches { UseEvidence = pruned.Evidence };
        var build = new LocalBuild(plan, choice, switches, workspace, output);
        var manifest = await build.RunFromInstalledAsync(cancellationToken);
        workspace.Commit();
        output.Say(
            $"{restored.Count} files put back; {manifest.Bytes:N0} bytes unzipped, {(manifest.Proven ? "proven" : "UNPROVEN")}, in {folder}"
        );
    }

    private static IReadOnlyList<Restoration> Find(PruneReport pruned, IReadOnlyList<string> paths)
    {
        var removed = pruned.Entries.Where(entry => entry.Action == EntryAction.Removed).ToList();
        var restored = new List<Restoration>();
        foreach (var path in paths)
        {
            var pattern = new PathPattern(
                path.TrimEnd('/').StartsWith(LayerTree.Prefix, StringComparison.Ordinal)
                    ? path[LayerTree.Prefix.Length..].TrimEnd('/')
                    : path.TrimEnd('/')
            );
            var matches = removed.Where(entry => LayerTree.Below(entry.Path) is { } below && pattern.IsMatch(below)).ToList();
            if (matches.Count == 0)
            {
                throw new CommandLineException(
                    $"'{path}' matches no file that was removed. {RunFiles.Prune} lists all {removed.Count:N0}, for example {removed.FirstOrDefault()?.Path ?? "none"}."
                );
            }

            if (matches.Find(entry => string.Equals(entry.Rule, PrunePlanner.DropRule, StringComparison.Ordinal)) is { } dropped)
            {
                throw new CommandLineException($"{dropped.Path} was removed because {dropped.Reason}; build again without that.");
            }

            restored.AddRange(matches.Select(entry => new Restoration(entry.Path, $"restored by hand: '{path}'")));
        }

        return [.. restored.DistinctBy(restoration => restoration.Path, StringComparer.Ordinal)];
    }

    private static async Task CopyInputsAsync(FolderRunStore finished, string to, CancellationToken cancellationToken)
    {
        await RawRebuild.EnsureAsync(finished, new FolderRunStore(to), cancellationToken);
        foreach (var name in new[] { RunFiles.Plan, RunFiles.Install, RunFiles.Baseline })
        {
            var from = Path.Combine(finished.Folder, name);
            if (File.Exists(from))
            {
                File.Copy(from, Path.Combine(to, name), overwrite: true);
            }
        }
    }
}
