using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace LayerPipeline.Testing;

/// <summary>The Python that tests run, where there is one with pip.</summary>
public static class Interpreters
{
    // PATH does not change while the tests run, and asking pip takes a second.
    private static readonly Lazy<Task<string?>> WithPip = new(FindAsync);

    public static async Task<string> FindOrSkipAsync()
    {
        var found = await WithPip.Value;
        Assert.SkipWhen(found is null, "no Python 3 with pip is on PATH");
        return found;
    }

    private static async Task<string?> FindAsync()
    {
        foreach (var name in new[] { "python3", "python" })
        {
            try
            {
                if ((await RunAsync(name, ["-I", "-m", "pip", "--version"])).ExitCode == 0)
                {
                    return name;
                }
            }
            catch (Win32Exception)
            {
                // Not on PATH: the next name.
            }
        }

        return null;
    }

    /// <summary>Runs Python, with a folder of installed packages where one is given.</summary>
    public static async Task<BufferedCommandResult> RunAsync(string python, IEnumerable<string> arguments, string? site = null) =>
        await CliWrap
            .Cli.Wrap(python)
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set("PYTHONPATH", site).Set("PYTHONDONTWRITEBYTECODE", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
