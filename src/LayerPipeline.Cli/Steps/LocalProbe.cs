using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Probe on this machine: the probe in a process of the chosen interpreter.</summary>
/// <param name="interpreter">The interpreter.</param>
/// <param name="scratch">A folder for the probe's files.</param>
internal sealed class LocalProbe(Interpreter interpreter, string scratch)
{
    private string Work => Path.Combine(scratch, "probe-scratch");

    /// <summary>What the plan can't know of this machine.</summary>
    /// <param name="tree">The folder that holds the packages.</param>
    /// <returns>The place.</returns>
    public ProbePlace Place(string tree) =>
        new(tree, Work) { Pycache = Path.Combine(scratch, "bytecode"), Processes = Math.Max(2, Environment.ProcessorCount) };

    /// <summary>Probes a tree.</summary>
    /// <param name="arguments">The plan's, with this machine's place.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>The report.</returns>
    public async Task<ProbeReport> RunAsync(ProbeArguments arguments, CancellationToken cancellationToken)
    {
        var code = WriteScripts();
        Directory.CreateDirectory(Work);
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
        Directory.Delete(Work, recursive: true);
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
        // Ctrl-C reaches the probe as well, and how it dies of it is not a fault.
        Interrupt.ThrowIfSeen(result.ExitCode, cancellationToken);
        if (result.ExitCode != 0 || !File.Exists(resultFile))
        {
            throw new InvalidOperationException(
                $"The probe exited with code {result.ExitCode} under Python {interpreter}: {result.StandardError.Trim()}"
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
