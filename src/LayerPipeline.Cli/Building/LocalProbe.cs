using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli.Interpreters;
using LayerPipeline.Cli.Output;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Building;

/// <summary>Probe on this machine: the probe in a process of the chosen interpreter.</summary>
/// <param name="interpreter">The interpreter.</param>
/// <param name="scratch">A folder for the probe's files.</param>
internal sealed class LocalProbe(Interpreter interpreter, string scratch)
{
    /// <summary>Probes a tree.</summary>
    /// <param name="tree">The folder that holds the packages.</param>
    /// <param name="mode">Baseline or candidate.</param>
    /// <param name="baseline">On a candidate: what is compared with, whose modules are probed.</param>
    /// <param name="probes">The request's own probes.</param>
    /// <param name="coreTypes">Processor cores under which numeric behaviours run once more.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>The report.</returns>
    public async Task<ProbeReport> RunAsync(
        string tree,
        ProbeMode mode,
        ProbeReport? baseline,
        IReadOnlyList<string> probes,
        IReadOnlyList<string> coreTypes,
        CancellationToken cancellationToken
    )
    {
        var code = WriteScripts();
        var work = Path.Combine(scratch, "probe-scratch");
        Directory.CreateDirectory(work);
        var arguments = new ProbeArguments
        {
            Root = tree,
            Scratch = work,
            Mode = mode,
            Modules = baseline is null ? null : [.. baseline.Modules.Select(module => module.Id)],
            Probes = probes,
            CoreTypes = coreTypes,
            Processes = Math.Max(2, Environment.ProcessorCount),
            Pycache = Path.Combine(scratch, "bytecode"),
        };
        var argumentsFile = Path.Combine(scratch, "probe-arguments.json");
        var resultFile = Path.Combine(scratch, "probe-result.json");
        await File.WriteAllBytesAsync(
            argumentsFile,
            JsonSerializer.SerializeToUtf8Bytes(arguments, ProbingJson.Default.ProbeArguments),
            cancellationToken
        );
        File.Delete(resultFile);
        await RunAsync(code, argumentsFile, resultFile, cancellationToken);
        var report = await File.ReadAllBytesAsync(resultFile, cancellationToken);
        Directory.Delete(work, recursive: true);
        return JsonSerializer.Deserialize(report, ProbingJson.Default.ProbeReport)
            ?? throw new InvalidOperationException("The probe wrote null.");
    }

    private async Task RunAsync(string code, string argumentsFile, string resultFile, CancellationToken cancellationToken)
    {
        var result = await CliWrap
            .Cli.Wrap(interpreter.Path)
            .WithArguments(["-I", "-B", code, argumentsFile, resultFile])
            .WithWorkingDirectory(scratch)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        // Ctrl-C reaches the probe as well, and how it dies of it is no fault.
        Interrupt.ThrowIfSeen(result.ExitCode, cancellationToken);
        if (result.ExitCode != 0 || !File.Exists(resultFile))
        {
            throw new InvalidOperationException(
                $"The probe ended with exit code {result.ExitCode} under Python {interpreter}: {result.StandardError.Trim()}"
            );
        }
    }

    private string WriteScripts()
    {
        var folder = Path.Combine(scratch, "code");
        foreach (var file in ProbeScript.Files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.ToArray());
        }

        return Path.Combine(folder, ProbeScript.Main);
    }
}
