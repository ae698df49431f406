using System.ComponentModel;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Local.Interpreters;

/// <summary>Finds interpreters where people have them: on PATH, and in the folders of pyenv, uv and conda.</summary>
/// <param name="environment">Reads an environment variable.</param>
public sealed partial class InterpreterSearch(Func<string, string?> environment)
{
    private const string Question =
        "import sys,platform,importlib.util as u;print(platform.python_version(),platform.machine(),platform.system(),u.find_spec('pip') is not None)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Every interpreter of a version.</summary>
    /// <param name="python">For example <c>3.13</c>; null for any Python 3.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Interpreters in the order of preference: PATH first; each version once.</returns>
    public async Task<IReadOnlyList<Interpreter>> FindAsync(string? python, CancellationToken cancellationToken)
    {
        var found = new List<Interpreter>();
        foreach (var path in Candidates().Where(path => python is null || MayBe(path, python)).Distinct(StringComparer.Ordinal))
        {
            if (await TryAskAsync(path, cancellationToken) is { } interpreter && IsNew(interpreter, python, found))
            {
                found.Add(interpreter);
            }
        }

        return found;
    }

    /// <summary>Asks an executable that the user named.</summary>
    /// <param name="path">Its path or name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The interpreter.</returns>
    /// <exception cref="CommandLineException">It is not a Python 3.</exception>
    public static async Task<Interpreter> AskAsync(string path, CancellationToken cancellationToken) =>
        await TryAskAsync(path, cancellationToken)
        ?? throw new CommandLineException($"--interpreter: '{path}' is not a working Python 3. Give the path of a python3 executable.");

    private static bool IsNew(Interpreter interpreter, string? python, List<Interpreter> found) =>
        (python is null || string.Equals(interpreter.Minor, python, StringComparison.Ordinal))
        && !found.Exists(other => string.Equals(other.Version, interpreter.Version, StringComparison.Ordinal));

    private static async Task<Interpreter?> TryAskAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            // -I: the user's own modules and variables have no say in what the interpreter is.
            var answer = await CliWrap
                .Cli.Wrap(path)
                .WithArguments(["-I", "-c", Question])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            var words = answer.StandardOutput.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return answer.ExitCode == 0 && words is [['3', '.', ..] version, var machine, var system, var pip]
                ? new Interpreter(path, version, machine, system, string.Equals(pip, "True", StringComparison.Ordinal))
                : null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether a path can be of a version: its name or the folder that pyenv, uv or conda gave it says so, or says nothing.</summary>
    private static bool MayBe(string path, string python)
    {
        var named = NamedVersion().Match(path);
        return !named.Success || string.Equals(named.Value, python, StringComparison.Ordinal);
    }

    private IEnumerable<string> Candidates() => OnPath().Concat(OfManagers().SelectMany(Existing));

    private IEnumerable<string> OnPath() =>
        (environment("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "python3*"))
            .Where(path => ExecutableName().IsMatch(Path.GetFileName(path)))
            .Order(StringComparer.Ordinal);

    private IEnumerable<(string Folder, string Executable)> OfManagers()
    {
        var home = environment("HOME") ?? environment("USERPROFILE") ?? "";
        yield return (Path.Combine(environment("PYENV_ROOT") ?? Path.Combine(home, ".pyenv"), "versions"), "bin/python3");
        yield return (environment("UV_PYTHON_INSTALL_DIR") ?? Path.Combine(home, ".local/share/uv/python"), "bin/python3");
        foreach (var conda in new[] { "miniconda3", "anaconda3", "miniforge3", "mambaforge" })
        {
            yield return (Path.Combine(home, conda, "envs"), "bin/python3");
        }

        // The images that wheels are built in.
        yield return ("/opt/python", "bin/python3");
    }

    private static IEnumerable<string> Existing((string Folder, string Executable) place) =>
        !Directory.Exists(place.Folder)
            ? []
            : Directory
                .EnumerateDirectories(place.Folder)
                .Order(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, place.Executable))
                .Where(File.Exists);

    [GeneratedRegex(@"\Apython3(\.[0-9]{1,2})?(\.exe)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExecutableName();

    [GeneratedRegex(@"3\.[0-9]{1,2}(?=[^0-9/]*/bin/|\.[0-9]+[^/]*/bin/|\z)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedVersion();
}
