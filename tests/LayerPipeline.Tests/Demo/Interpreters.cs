using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace LayerPipeline.Tests.Demo;

/// <summary>The Python that tests of the demo run, where there is one with pip.</summary>
internal static class Interpreters
{
    public static async Task<string> FindOrSkipAsync()
    {
        foreach (var name in new[] { "python3", "python" })
        {
            try
            {
                var result = await CliWrap
                    .Cli.Wrap(name)
                    .WithArguments(["-I", "-m", "pip", "--version"])
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync();
                if (result.ExitCode == 0)
                {
                    return name;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not on PATH: the next name.
            }
        }

        Assert.Skip("no Python 3 with pip is on PATH");
        return "";
    }
}
