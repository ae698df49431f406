using LayerPipeline.Checking;
using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Reporting;
using LayerPipeline.Verifying;

namespace LayerPipeline.Cli.Building;

/// <summary>Verifies a layer that may have been made elsewhere: there is no baseline, so a failed import is judged by its cause.</summary>
/// <param name="context">The process around it.</param>
/// <param name="target">Runtime and budget.</param>
/// <param name="switches">What the command line says of the interpreter.</param>
/// <param name="output">How it is shown.</param>
internal sealed class LayerVerification(CliContext context, RuntimeTarget target, BuildSwitches switches, IBuildOutput output)
{
    /// <summary>Verifies.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="probes">Python code that must work on the layer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was measured, which was shown already.</returns>
    public async Task<Verification> RunAsync(string path, IReadOnlyList<string> probes, CancellationToken cancellationToken)
    {
        var (found, why) = await InterpreterChoice.ToProbeAsync(
            target,
            switches.Interpreter,
            switches.AllowUnproven,
            context.Interpreters,
            cancellationToken
        );
        var check = await output.StepAsync("Check", _ => CheckAsync(path, cancellationToken), result => $"{result.Gates.Count} gates");
        if (found is not { } interpreter)
        {
            output.Warn($"the layer stays UNPROVEN: {why}, so nothing is imported or run.");
            return Show(path, check.Gates, [], why);
        }

        var report = await output.StepAsync(
            "Probe",
            _ => ProbeAsync(path, probes, interpreter, cancellationToken),
            report => $"{report.Modules.Count(module => module.Ok)} of {report.Modules.Count} modules import"
        );
        var failed = report.Modules.Concat(report.Behaviours).Where(result => !result.Ok).ToList();
        check = check.Knowing(report);
        var probed = StandaloneProbeGates.Check(report, check.Modules, check.Optional);
        return Show(path, [.. check.Gates, .. probed, StandardLibraryGate.CheckMade(report.Hides)], failed, unproven: null);
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

    private async Task<ArchiveCheck> CheckAsync(string path, CancellationToken cancellationToken)
    {
        await using var archive = new LocalFile(path);
        return await ArchiveCheck.RunAsync(archive, target, cancellationToken);
    }

    private async Task<ProbeReport> ProbeAsync(
        string path,
        IReadOnlyList<string> probes,
        Interpreter interpreter,
        CancellationToken cancellationToken
    )
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
            return await probe.RunAsync(ProbeArguments.OfBaseline(PlannedProbe.Of(probes, target), probe.Place(tree)), cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
