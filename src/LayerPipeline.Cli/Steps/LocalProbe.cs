using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CliWrap;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Measuring;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Probe on this machine: the probe in a process of the chosen interpreter.</summary>
/// <param name="interpreter">The interpreter.</param>
/// <param name="scratch">A folder for the probe's files.</param>
internal sealed class LocalProbe(Interpreter interpreter, string scratch)
{
    /// <summary>Where the probe of the raw packages leaves their bytecode, laid out like the tree.</summary>
    public string Bytecode => Path.Combine(scratch, "bytecode");

    private string Work => Path.Combine(scratch, "probe-scratch");

    /// <summary>What the plan can't know of this machine.</summary>
    /// <param name="tree">The folder that holds the packages.</param>
    /// <returns>The place.</returns>
    public ProbePlace Place(string tree) => new(tree, Work) { Pycache = Bytecode, Processes = Math.Max(2, Environment.ProcessorCount) };

    /// <summary>Probes a tree.</summary>
    /// <param name="arguments">The plan's, with this machine's place.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>The report.</returns>
    /// <param name="progress">Takes how far it is; null where nobody looks.</param>
    /// <exception cref="PackagesChangedException">Something changed the tree meanwhile.</exception>
    public async Task<ProbeReport> RunAsync(ProbeArguments arguments, CancellationToken cancellationToken, Action<string>? progress = null)
    {
        Directory.CreateDirectory(Work);
        var report = await RunAsync(
            ProbeScript.Main,
            JsonSerializer.SerializeToUtf8Bytes(arguments with { Progress = progress is not null }, ProbingJson.Default.ProbeArguments),
            ProbingJson.Default.ProbeReport,
            cancellationToken,
            progress is null ? null : new WorkDone("sources, modules and behaviours", progress).Take
        );
        Directory.Delete(Work, recursive: true);
        report.ThrowIfChanged();
        return report;
    }

    /// <summary>Measures how long imports take.</summary>
    /// <param name="arguments">What is measured.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A figure for each distribution.</returns>
    public Task<IReadOnlyList<StartupFigure>> MeasureAsync(StartupArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(
            ProbeScript.Startup,
            JsonSerializer.SerializeToUtf8Bytes(arguments, MeasuringJson.Default.StartupArguments),
            MeasuringJson.Default.IReadOnlyListStartupFigure,
            cancellationToken
        );

    /// <summary>Runs one of the probe's scripts.</summary>
    /// <param name="script">One of the names in <see cref="ProbeScript"/>.</param>
    /// <param name="arguments">Its arguments as JSON.</param>
    /// <param name="type">What it writes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="says">Takes each line that it prints.</param>
    /// <returns>What it wrote.</returns>
    public async Task<T> RunAsync<T>(
        string script,
        byte[] arguments,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        Action<string>? says = null
    )
    {
        var code = Path.Combine(WriteScripts(), script);
        var argumentsFile = Path.Combine(scratch, "probe-arguments.json");
        var resultFile = Path.Combine(scratch, "probe-result.json");
        await File.WriteAllBytesAsync(argumentsFile, arguments, cancellationToken);
        File.Delete(resultFile);
        await RunAsync(code, argumentsFile, resultFile, says ?? (_ => { }), cancellationToken);
        var result = await File.ReadAllBytesAsync(resultFile, cancellationToken);
        return JsonSerializer.Deserialize(result, type) ?? throw new InvalidOperationException("The probe wrote null.");
    }

    private async Task RunAsync(
        string code,
        string argumentsFile,
        string resultFile,
        Action<string> says,
        CancellationToken cancellationToken
    )
    {
        var error = new StringBuilder();
        var result = await CliWrap
            .Cli.Wrap(interpreter.Path)
            .WithArguments(["-I", "-B", code, argumentsFile, resultFile])
            .WithWorkingDirectory(scratch)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(says))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(cancellationToken);
        // Ctrl-C reaches the probe as well, and how it dies of it is not a fault.
        Interrupt.ThrowIfSeen(result.ExitCode, cancellationToken);
        if (result.ExitCode != 0 || !File.Exists(resultFile))
        {
            throw new InvalidOperationException(
                $"The probe exited with code {result.ExitCode} under Python {interpreter}: {error.ToString().Trim()}"
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

        return folder;
    }
}
