using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.EndToEnd;

/// <summary>The product's own command line, as it was built beside the tests.</summary>
internal static class LayerPipelineCli
{
    public static async Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "layer-pipeline.dll"), .. arguments])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    /// <summary>Runs it at a terminal, which <c>script</c> (util-linux) makes; skips the test where that is not installed.</summary>
    /// <returns>The exit code, and all that was shown, what was overwritten included.</returns>
    public static async Task<(int ExitCode, string Shown)> RunAtTerminalAsync(params string[] arguments)
    {
        string[] words = ["dotnet", Path.Combine(AppContext.BaseDirectory, "layer-pipeline.dll"), .. arguments];
        var command = string.Join(' ', words.Select(word => $"'{word}'"));
        try
        {
            var result = await CliWrap
                .Cli.Wrap("script")
                .WithArguments(["--quiet", "--return", "--command", command, "/dev/null"])
                .WithEnvironmentVariables(variables => variables.Set("TERM", "xterm-256color").Set("CI", null).Set("NO_COLOR", null))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8);
            return (result.ExitCode, result.StandardOutput);
        }
        catch (Win32Exception)
        {
            Assert.Skip("script is not installed: it makes the terminal that progress is shown at");
            throw;
        }
    }
}
