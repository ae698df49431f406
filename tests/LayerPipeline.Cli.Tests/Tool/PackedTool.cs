using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Cli.Tests.Tool;

/// <summary>The command line packed into a folder that serves as the only feed, and installed from it.</summary>
public sealed class PackedTool : IAsyncLifetime
{
    /// <summary>A version that no other feed or cache has.</summary>
    public const string Version = "9.8.7";

    private readonly TemporaryFolder _folder = new();

    internal string Executable => _folder["tools/layer-pipeline"];

    internal string Feed => _folder["feed"];

    internal string NuGetConfig => _folder["nuget.config"];

    internal static void SkipUnlessPacked() =>
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: the native compiler takes minutes");

    internal string NewFolder(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    /// <summary>Runs a program with a package cache of its own.</summary>
    /// <returns>What it wrote to standard output.</returns>
    internal async Task<string> RunAsync(string program, string workingFolder, params string[] arguments)
    {
        var result = await CliWrap
            .Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(workingFolder)
            .WithEnvironmentVariables(variables => variables.Set("NUGET_PACKAGES", _folder["cache"]))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        result.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{result.StandardOutput}{result.StandardError}");
        return result.StandardOutput;
    }

    public async ValueTask InitializeAsync()
    {
        if (!Effort.IsLong)
        {
            return; // Each test skips itself; what a fixture skips counts as failed.
        }

        var packed = await SourceCopy
            .To(_folder["source"])
            .RunWithStandInsAsync(
                "pack",
                "src/LayerPipeline.Cli",
                "-o",
                Feed,
                $"-p:Version={Version}",
                "-p:LayerPipelineAllowStandIns=true"
            );
        packed.ExitCode.ShouldBe(0, packed.StandardOutput + packed.StandardError);
        await File.WriteAllTextAsync(
            NuGetConfig,
            $"""<configuration><packageSources><clear /><add key="folder" value="{Feed}" /></packageSources></configuration>"""
        );
        await RunAsync(
            "dotnet",
            _folder.Path,
            ["tool", "install", "layer-pipeline", "--version", Version, "--tool-path", _folder["tools"], "--configfile", NuGetConfig]
        );
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
