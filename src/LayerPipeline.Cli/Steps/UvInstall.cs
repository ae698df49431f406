using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Uv;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>Install on this machine with uv, for the chosen interpreter.</summary>
/// <param name="plan">The plan.</param>
/// <param name="choice">The interpreter.</param>
/// <param name="switches">pip's options, from the command line and from files, and where uv is.</param>
internal sealed class UvInstall(BuildPlan plan, InterpreterChoice choice, BuildSwitches switches) : IInstaller
{
    // Settings of a user's uv that would install something else than was asked for, or into another place. Source:
    // https://docs.astral.sh/uv/reference/environment/.
    private static readonly Dictionary<string, string?> Variables = new(StringComparer.Ordinal)
    {
        ["UV_NO_VERIFY_HASHES"] = null,
        ["UV_SYSTEM_PYTHON"] = null,
        ["UV_COMPILE_BYTECODE"] = null,
        ["UV_WORKING_DIR"] = null,
        ["NO_COLOR"] = "1",
    };

    private bool IsForeign => choice.WhyUnproven is not null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> RunAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        var uv =
            switches.Uv
            ?? throw new CommandLineException(
                "installer: uv is not on PATH. Install it (https://docs.astral.sh/uv/getting-started/installation/), or leave \"installer\" out: pip "
                    + "installs the same files of a lock, and uv.lock is read without uv."
            );
        var version = await VersionAsync(uv, folder, cancellationToken);
        CheckPin(uv, version);
        var options = new UvOptions(switches);
        await InstallFiles.WriteAsync(plan, options.FileLines, folder, cancellationToken);
        var result = await RunAsync(
            uv,
            [.. Planned(), "--python", choice.Interpreter.Path, .. options.Arguments],
            folder,
            progress,
            cancellationToken
        );
        Interrupt.ThrowIfSeen(result.ExitCode, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw UvFailure.Explain(result.ExitCode, result.StandardError);
        }

        var tree = Directory.CreateDirectory(Path.Combine(folder, PipArguments.Target)).FullName;
        // uv's own, by which it keeps others out of the folder while it installs; of no distribution.
        File.Delete(Path.Combine(tree, ".lock"));
        var report = UvReport.Make(plan, version, IsForeign ? null : choice.Interpreter.Version, Infos(tree));
        await File.WriteAllBytesAsync(Path.Combine(folder, RunFiles.PipReport), report, cancellationToken);
        return
        [
            .. result
                .StandardError.Split('\n')
                .Where(line => line.StartsWith("warning: ", StringComparison.Ordinal))
                .Select(line => line["warning: ".Length..].TrimEnd()),
        ];
    }

    /// <inheritdoc />
    public async Task<(InstallReport Report, IReadOnlyList<string> Missing)> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var report = await File.ReadAllBytesAsync(Path.Combine(folder, RunFiles.PipReport), cancellationToken);
        return (PipReport.Parse(report, IsForeign), []);
    }

    private IReadOnlyList<string> Planned() =>
        IsForeign ? UvArguments.Of(plan, foreign: true) : plan.UvArguments ?? UvArguments.Of(plan, foreign: false);

    private static async Task<string> VersionAsync(string uv, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var said = await RunAsync(uv, ["--version"], folder, _ => { }, cancellationToken);
            return Version(said.StandardOutput);
        }
        catch (Win32Exception e)
        {
            throw new CommandLineException(
                $"installer: '{uv}' can't be started: {new Win32Exception(e.NativeErrorCode).Message}. Install uv again, or leave \"installer\" out.",
                e
            );
        }
    }

    private static string Version(string said) => said.Trim().Split(' ').ElementAtOrDefault(1) ?? "unknown";

    private void CheckPin(string uv, string version)
    {
        if (plan.Request.Installer.Version is { } pin && pin != version)
        {
            throw new CommandLineException(
                $"installer: '{plan.Request.Installer}' is asked for, and {uv} is version {version}. Install that version (uv self "
                    + $"update {pin}, or pip install uv=={pin}), or give \"installer\": \"uv\" to take the one that is there."
            );
        }
    }

    private static async Task<BufferedCommandResult> RunAsync(
        string uv,
        IEnumerable<string> arguments,
        string folder,
        Action<string> progress,
        CancellationToken cancellationToken
    ) =>
        await CliWrap
            .Cli.Wrap(uv)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Variables)
            .WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => progress(line.Trim())))
            .ExecuteBufferedAsync(cancellationToken);

    private static IEnumerable<(string Metadata, string Wheel)> Infos(string tree)
    {
        foreach (var info in Directory.EnumerateDirectories(tree, "*.dist-info").Order(StringComparer.Ordinal))
        {
            var wheel = Path.Combine(info, "WHEEL");
            yield return (File.ReadAllText(Path.Combine(info, "METADATA")), File.Exists(wheel) ? File.ReadAllText(wheel) : "");
        }
    }
}
