using System.Security.Cryptography;
using LayerPipeline.Analyzing;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Comparing;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Building;

/// <summary>Builds the layer of a run once more, from wheels of the same versions, and says whether it is the same to the byte.</summary>
/// <param name="context">The process around it.</param>
/// <param name="switches">Where pip finds packages, and the interpreter.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LayerRebuild(CliContext context, BuildSwitches switches, IBuildOutput output)
{
    /// <summary>Builds and compares.</summary>
    /// <param name="folder">The run's folder, which stays as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LayerDiffersException">What was built is another layer.</exception>
    public async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        var run = FinishedRun.At(folder);
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var scratch = ScratchFolder.Make("rebuild");
        try
        {
            using var workspace = RunWorkspace.Create(Path.Combine(scratch.FullName, "run"));
            await CopyRepairAsync(run, workspace.Folder, cancellationToken);
            var choice = await InterpreterChoice.MakeAsync(
                plan.Target,
                switches.Interpreter,
                allowUnproven: false,
                context.Interpreters,
                cancellationToken
            );
            await new LocalBuild(Pinned(plan, install), choice, switches, workspace, output).RunAsync(cancellationToken);
            var rebuilt = await CompareAsync(
                Path.Combine(folder, RunFiles.Layer),
                Path.Combine(workspace.Folder, RunFiles.Layer),
                cancellationToken
            );
            output.Show(new Answer(new OutputLine { Rebuilt = rebuilt }, [RebuildTables.Of(rebuilt)]));
            rebuilt.ThrowIfDifferent();
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>The same versions, whatever an index has by now.</summary>
    private static BuildPlan Pinned(BuildPlan plan, InstallReport install) =>
        plan with
        {
            ConstraintsText = string.Concat(install.Distributions.Concat(install.LeftOut).Select(item => $"{item.Name}=={item.Version}\n")),
        };

    /// <summary>What was restored, by hand too, is restored from the start.</summary>
    private static async Task CopyRepairAsync(FolderRunStore run, string to, CancellationToken cancellationToken)
    {
        if (await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken) is { } log)
        {
            await new FolderRunStore(to).WriteJsonAsync(
                RunFiles.Repair,
                new RepairLog { Restored = log.Restored, Hot = log.Hot },
                PruningJson.Default.RepairLog,
                cancellationToken
            );
        }
    }

    private static async Task<RebuiltLayer> CompareAsync(string recorded, string rebuilt, CancellationToken cancellationToken)
    {
        var (before, after) = (await DigestAsync(recorded, cancellationToken), await DigestAsync(rebuilt, cancellationToken));
        if (before == after)
        {
            return new RebuiltLayer(before, after, []);
        }

        var comparison = SnapshotComparer.Compare(
            await ReadAsync(recorded, cancellationToken),
            await ReadAsync(rebuilt, cancellationToken)
        );
        return new RebuiltLayer(before, after, comparison.Files ?? []);
    }

    private static async Task<LayerSnapshot> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new LocalFile(path);
        return ArchiveSnapshot.Of(path, await AnalyzedArchive.OpenAsync(file, cancellationToken));
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
