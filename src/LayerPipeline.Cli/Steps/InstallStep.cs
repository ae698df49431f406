using LayerPipeline.Cli.Output;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Steps;

/// <summary>Install: pip or uv fills a folder, which is packed into raw.zip.</summary>
internal sealed class InstallStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Install;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        IInstaller installer = run.Plan.Request.Installer.IsUv
            ? new UvInstall(run.Plan, run.Interpreter, run.Switches)
            : new PipInstall(run.Plan, run.Interpreter, run.Switches);
        var warnings = await installer.RunAsync(run.Scratch, progress, cancellationToken);
        await new LeaveOut(run).RunAsync(cancellationToken);
        var (report, missing) = await installer.ReadAsync(run.Scratch, cancellationToken);
        var decoder = await new TakeDecoder(run).RunAsync(cancellationToken);
        var (libraries, refused) = await new TakeLibraries(run).RunAsync(cancellationToken);
        report = report with { SystemLibraries = libraries, Warnings = warnings };
        await run.Files.WriteJsonAsync(RunFiles.Install, report, InstallingJson.Default.InstallReport, cancellationToken);
        run.ShowPacking = run.PacksBesideProbe ? null : progress;
        var packing = PackAsync(run, cancellationToken);
        run.Packing = run.PacksBesideProbe ? packing : null;
        var packed = run.PacksBesideProbe ? "" : $"; {await packing:N0} bytes in {RunFiles.Raw}";
        var version = run.Interpreter.Interpreter.Version;
        var taken = libraries.Count == 0 ? "" : $"; {Plural.Of(libraries.Count, "library", "libraries")} of this machine";
        var left = report.LeftOut.Count == 0 ? "" : $"; {report.LeftOut.Count} left to the runtime";
        return new StepOutcome(
            $"{Plural.Of(report.Distributions.Count, "distribution")} with {report.Installer ?? "pip"} {report.Pip} of Python {version}{left}{taken}{packed}"
        )
        {
            Warnings =
            [
                .. report.Warnings.Select(warning => $"{report.Installer ?? "pip"}: {warning}"),
                .. missing,
                .. refused,
                .. decoder,
            ],
        };
    }

    private static async Task<long> PackAsync(LocalRun run, CancellationToken cancellationToken)
    {
        await using var raw = await run.Files.CreateAsync(RunFiles.Raw, cancellationToken);
        var bytes = await FolderArchive.PackAsync(
            [(run.RawTree, LayerTree.Prefix), (run.RawLibraries, LayerTree.Libraries)],
            raw.Content,
            cancellationToken,
            new WorkDone("entries packed", text => run.ShowPacking?.Invoke(text)).Take
        );
        await raw.CommitAsync(cancellationToken);
        return bytes;
    }
}
