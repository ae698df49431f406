using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A company's own feed beside the public one.</summary>
public sealed class PackageSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_source_stops_no_restore_and_the_lock_file_still_holds()
    {
        await File.WriteAllTextAsync(
            _folder["nuget.config"],
            """
            <configuration>
              <packageSources>
                <clear />
                <add key="public" value="https://api.nuget.org/v3/index.json" />
                <add key="company" value="https://nuget.company.invalid/v3/index.json" />
              </packageSources>
            </configuration>
            """
        );

        // All that is locked lies in the machine's cache, or these tests would not run: neither source is asked.
        var result = await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([
                "restore",
                Repository.Find("src/LayerPipeline/LayerPipeline.csproj"),
                "--nologo",
                "--locked-mode",
                $"-p:RestoreConfigFile={_folder["nuget.config"]}",
                $"-p:MSBuildProjectExtensionsPath={_folder["obj"]}/",
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

        result.ExitCode.ShouldBe(0, result.StandardOutput);
        File.Exists(_folder["obj/project.assets.json"]).ShouldBeTrue();
    }
}
