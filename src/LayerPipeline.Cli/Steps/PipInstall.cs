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
internal sealed class PipInstall(BuildPlan plan, InterpreterChoice choice, BuildSwitches switches) : IInstaller
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> RunAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        var foreign = choice.WhyUnproven is not null;
        await InstallFiles.WriteAsync(plan, switches.Sources.PipLines(wheelsOnly: foreign), folder, cancellationToken);
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

    /// <inheritdoc />
    public async Task<(InstallReport Report, IReadOnlyList<string> Missing)> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var report = await File.ReadAllBytesAsync(Path.Combine(folder, RunFiles.PipReport), cancellationToken);
        var foreign = choice.WhyUnproven is not null;
        return (PipReport.Parse(report, foreign), foreign ? PipReport.FindMissing(report, plan) : []);
    }
}
