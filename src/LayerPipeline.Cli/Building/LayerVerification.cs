using LayerPipeline.Checking;
using LayerPipeline.Cli.Folders;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Cli.Output;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Verifying;

namespace LayerPipeline.Cli.Building;

/// <summary>Verifies a layer that may have been made elsewhere: there is no baseline, so a failed import is judged by its cause.</summary>
/// <param name="context">The process around it.</param>
/// <param name="plan">Runtime and budget.</param>
/// <param name="switches">What the command line says of the interpreter.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LayerVerification(CliContext context, BuildPlan plan, BuildSwitches switches, IBuildOutput output)
{
    /// <summary>Verifies.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was measured, which was shown already.</returns>
    public async Task<Verification> RunAsync(string path, CancellationToken cancellationToken)
    {
        var choice = await ProbingInterpreter.FindAsync(
            plan,
            switches.Interpreter,
            switches.AllowUnproven,
            context.Interpreters,
            cancellationToken
        );
        var (gates, held) = await output.StepAsync(
            "Check",
            _ => CheckAsync(path, cancellationToken),
            result => $"{result.Gates.Count} gates"
        );
        if (choice.Interpreter is not { } interpreter)
        {
            output.Warn($"the layer stays UNPROVEN: {choice.WhyUnproven}, so nothing is imported or run.");
            return Show(path, gates, [], choice.WhyUnproven);
        }

        var report = await output.StepAsync(
            "Probe",
            _ => ProbeAsync(path, interpreter, cancellationToken),
            report => $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import"
        );
        var failed = report.Modules.Concat(report.Behaviours).Where(result => !result.Ok).ToList();
        return Show(path, [.. gates, .. StandaloneProbeGates.Check(report, held)], failed, unproven: null);
    }

    private Verification Show(string path, IReadOnlyList<GateResult> gates, IReadOnlyList<ProbeResult> failed, string? unproven)
    {
        var verification = new Verification
        {
            Archive = path,
            Gates = gates,
            Failed = failed,
            Unproven = unproven,
        };
        output.Summarize(verification);
        return verification;
    }

    private async Task<(IReadOnlyList<GateResult> Gates, LayerModules Held)> CheckAsync(string path, CancellationToken cancellationToken)
    {
        await using var archive = new LocalFile(path);
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        var distributions = await FileOwners.ReadAsync(archive, directory, cancellationToken);
        var files = await LayerReading.FilesAsync(archive, directory, cancellationToken);
        var report = LayerGates.Check(
            new LayerFacts
            {
                Files = files,
                Libraries = await LibraryReading.ReadAsync(archive, directory, files, cancellationToken),
                DistributionOf = distributions.Find,
                Runtime = plan.Runtime,
                Architecture = plan.Architecture,
                BudgetBytes = plan.BudgetBytes,
            }
        );
        return (report.Gates, new LayerModules(directory.Entries.Select(entry => entry.Name), plan.Runtime.Python));
    }

    private async Task<ProbeReport> ProbeAsync(string path, Interpreter interpreter, CancellationToken cancellationToken)
    {
        var scratch = ScratchFolder.Make("verify");
        try
        {
            var layer = Path.Combine(scratch.FullName, "layer");
            await using (var archive = new LocalFile(path))
            {
                await FolderArchive.UnpackAsync(archive, layer, cancellationToken);
            }

            var tree = Path.Combine(layer, LayerTree.Prefix.TrimEnd('/'));
            Directory.CreateDirectory(tree);
            var probe = new LocalProbe(interpreter, scratch.FullName);
            return await probe.RunAsync(tree, ProbeMode.Baseline, baseline: null, plan.Request.Probes, coreTypes: [], cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
