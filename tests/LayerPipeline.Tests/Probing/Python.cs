using System.Diagnostics;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>The first Python on the PATH that the probe is made for.</summary>
internal static class Python
{
    private static readonly string[] Names = ["python3", "python3.13", "python3.14", "python3.12", "python3.11", "python3.10"];

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The interpreter. Skips the test where there is none.</summary>
    public static string Interpreter
    {
        get
        {
            Assert.SkipWhen(Found.Value is null, "No Python 3.10 to 3.14 is on the PATH.");
            return Found.Value!;
        }
    }

    /// <summary>Runs a script with an interpreter to its end and returns what it wrote to standard error.</summary>
    public static string Run(string interpreter, IEnumerable<string> arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(interpreter, arguments) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return errors;
    }

    /// <summary>Where an interpreter of one version is: on the PATH, or where pyenv keeps it.</summary>
    public static string? OfVersion(string version)
    {
        var versions = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        var kept = Directory.Exists(versions) ? Directory.GetDirectories(versions, version + ".*") : [];
        return kept.Select(folder => Path.Combine(folder, "bin", "python"))
            .Prepend(OnPath($"python{version}"))
            .FirstOrDefault(path => path is not null && Answers(path, $"'%d.%d' % sys.version_info[:2] == '{version}'"));
    }

    private static string? Find() =>
        Names.Select(OnPath).FirstOrDefault(path => path is not null && Answers(path, "(3, 10) <= sys.version_info < (3, 15)"));

    /// <summary>Whether an interpreter runs at all and an expression holds in it: pyenv's shims exist for versions that are off.</summary>
    private static bool Answers(string path, string expression)
    {
        var start = new ProcessStartInfo(path, ["-c", $"import sys; sys.exit(not ({expression}))"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
