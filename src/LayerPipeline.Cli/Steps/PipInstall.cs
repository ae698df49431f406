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
/// <param name="switches">pip's options, from the command line and from files.</param>
internal sealed class PipInstall(BuildPlan plan, InterpreterChoice choice, BuildSwitches switches)
{
    /// <summary>Installs into <c>python/</c> below a folder.</summary>
    /// <param name="folder">pip's working folder.</param>
    /// <param name="progress">Gets pip's lines.</param>
    /// <param name="cancellationToken">Stops pip.</param>
    /// <returns>What pip warned of.</returns>
    /// <exception cref="InstallFailedException">pip failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        var foreign = choice.WhyUnproven is not null;
        await WriteAsync(folder, foreign, cancellationToken);
        IEnumerable<string> arguments =
        [
            "-m",
            "pip",
            .. foreign ? plan.ForeignPipArguments : plan.PipArguments,
            .. plan.ConstraintsText is null ? Array.Empty<string>() : ["--constraint", PipArguments.ConstraintsFile],
            .. PipSettings.Arguments,
            .. switches.Pip.Arguments,
        ];
        var result = await CliWrap
            .Cli.Wrap(choice.Interpreter.Path)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(PipSettings.Variables(Environment.GetEnvironmentVariable, Environment.CurrentDirectory))
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

    /// <summary>What pip reads. Options of files stand in a file, too, because pip replaces variables there only.</summary>
    private async Task WriteAsync(string folder, bool foreign, CancellationToken cancellationToken)
    {
        var options = string.Concat(switches.Sources.PipLines(wheelsOnly: foreign).Select(line => line + "\n"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, PipArguments.RequirementsFile),
            options + plan.RequirementsText,
            cancellationToken
        );
        if (plan.ConstraintsText is { } constraints)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, PipArguments.ConstraintsFile), constraints, cancellationToken);
        }
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
