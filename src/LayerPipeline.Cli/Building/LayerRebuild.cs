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
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Building;

/// <summary>Builds a layer once more, from wheels of the same versions, and says whether it is the same to the byte.</summary>
/// <param name="context">The process around it.</param>
/// <param name="switches">Where pip finds packages, and the interpreter.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LayerRebuild(CliContext context, BuildSwitches switches, IBuildOutput output)
{
    private const int Named = 8;

    /// <summary>Builds and compares.</summary>
    /// <param name="source">What it is built from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LayerDiffersException">What was built is another layer.</exception>
    public async Task RunAsync(RebuildSource source, CancellationToken cancellationToken)
    {
        foreach (var other in source.OtherVersions)
        {
            output.Warn($"{other}: the layer may not get the same bytes.");
        }

        var scratch = ScratchFolder.Make("rebuild");
        try
        {
            using var workspace = RunWorkspace.Create(Path.Combine(scratch.FullName, "run"));
            var install = await BuildAsync(source, workspace, cancellationToken);
            var rebuilt = await CompareAsync(source, Path.Combine(workspace.Folder, RunFiles.Layer), cancellationToken) with
            {
                UncomparedWheels = RebuildInputs.Uncompared(source.Install, install),
                OtherInputs = [.. source.OtherVersions, .. RebuildInputs.Differences(source.Install, install)],
            };
            output.Show(new Answer(new OutputLine { Rebuilt = rebuilt }, [RebuildTables.Of(rebuilt)]));
            rebuilt.ThrowIfDifferent();
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<InstallReport> BuildAsync(RebuildSource source, RunWorkspace workspace, CancellationToken cancellationToken)
    {
        var files = new FolderRunStore(workspace.Folder);
        if (source.Restored.Count > 0 || source.Hot is not null)
        {
            // What was restored, by hand too, is restored from the start.
            var log = new RepairLog { Restored = source.Restored, Hot = source.Hot };
            await files.WriteJsonAsync(RunFiles.Repair, log, PruningJson.Default.RepairLog, cancellationToken);
        }

        var choice = await InterpreterChoice.MakeAsync(
            source.Plan.Target,
            switches.Interpreter,
            allowUnproven: false,
            context.Interpreters,
            cancellationToken
        );
        try
        {
            await new LocalBuild(source.Plan, choice, switches, workspace, output).RunAsync(cancellationToken);
        }
        catch (InstallFailedException e)
        {
            throw new CommandLineException(
                $"{e.Message}\nThe layer was made of {Wheels(source.Install)}. Name an index or a folder that still has them: --index-url, "
                    + "--extra-index-url, --find-links.",
                e
            );
        }

        return await files.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
    }

    private static string Wheels(InstallReport install)
    {
        var names = install.Distributions.Select(item => item.File).ToList();
        return string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more files" : "");
    }

    private static async Task<RebuiltLayer> CompareAsync(RebuildSource source, string rebuilt, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(rebuilt, cancellationToken);
        if (source.Sha256 == digest)
        {
            return new RebuiltLayer(source.Sha256, digest, []);
        }

        var differences = source.Layer is { } recorded
            ? SnapshotComparer.Compare(await ReadAsync(recorded, cancellationToken), await ReadAsync(rebuilt, cancellationToken)).Files
            : null;
        return new RebuiltLayer(source.Sha256, digest, differences);
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
