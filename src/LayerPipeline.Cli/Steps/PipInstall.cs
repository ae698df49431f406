using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli.Output;
using LayerPipeline.Installing;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>Install on this machine: pip of the chosen interpreter fills a folder.</summary>
/// <param name="plan">The plan.</param>
/// <param name="choice">The interpreter.</param>
/// <param name="options">pip's options from the command line.</param>
internal sealed class PipInstall(BuildPlan plan, InterpreterChoice choice, PipOptions options)
{
    /// <summary>Installs into <c>python/</c> below a folder.</summary>
    /// <param name="folder">pip's working folder.</param>
    /// <param name="progress">Gets pip's lines.</param>
    /// <param name="cancellationToken">Stops pip.</param>
    /// <returns>What pip warned of.</returns>
    /// <exception cref="InstallFailedException">pip failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, PipArguments.RequirementsFile), plan.RequirementsText, cancellationToken);
        var foreign = choice.WhyUnproven is not null;
        IEnumerable<string> arguments = ["-m", "pip", .. foreign ? plan.ForeignPipArguments : plan.PipArguments, .. options.Arguments];
        var result = await CliWrap
            .Cli.Wrap(choice.Interpreter.Path)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => progress(line.Trim())))
            .ExecuteBufferedAsync(cancellationToken);
        // Ctrl-C reaches pip as well, and how pip dies of it is not a failure of its own.
        Interrupt.ThrowIfSeen(result.ExitCode, cancellationToken);
        var log = Path.Combine(folder, PipArguments.LogFile);
        if (result.ExitCode != 0)
        {
            var text = File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "";
            throw PipFailure.Explain(result.ExitCode, result.StandardOutput, result.StandardError, text, plan);
        }

        return PipWarnings.Of(result.StandardError);
    }

    /// <summary>Reads pip's report.</summary>
    /// <param name="folder">pip's working folder.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was installed, and a warning for each requirement that a foreign pip left out.</returns>
    public async Task<(InstallReport Report, IReadOnlyList<string> Missing)> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var report = await File.ReadAllBytesAsync(Path.Combine(folder, RunFiles.PipReport), cancellationToken);
        var foreign = choice.WhyUnproven is not null;
        return (PipReport.Parse(report, foreign), foreign ? PipReport.FindMissing(report, plan) : []);
    }
}
