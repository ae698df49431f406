using System.IO.Compression;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A project that wants one package, with a feed of its own: nothing of the machine's feeds or caches plays a part.</summary>
internal sealed class FeedConsumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Feed => _folder["feed"];

    /// <summary>What the project's builds leave; absent until something is compiled.</summary>
    public string Built => _folder["consumer/bin"];

    /// <summary>A folder of a given name for what is built elsewhere.</summary>
    public string Elsewhere(string name) => _folder[name] + "/";

    public void Dispose() => _folder.Dispose();

    /// <summary>What the restore took: a package or a project.</summary>
    public string Assets()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(_folder["consumer/obj/project.assets.json"]));
        return assets
            .RootElement.GetProperty("libraries")
            .EnumerateObject()
            .Single(library => library.Name.StartsWith("Fake.Package/", StringComparison.Ordinal))
            .Value.GetProperty("type")
            .GetString()!;
    }

    public async Task<string> RestoreAsync()
    {
        var result = await RunAsync("restore");
        result.ExitCode.ShouldBe(0, result.StandardOutput + result.StandardError);
        return result.StandardOutput;
    }

    public async Task<BufferedCommandResult> RunAsync(string verb, params string[] more) =>
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([
                verb,
                _folder["consumer/consumer.csproj"],
                "--nologo",
                $"-p:RestoreSources={Feed}",
                $"-p:RestorePackagesPath={_folder["packages"]}",
                $"-p:FeedAnswers={_folder["answers"]}/",
                $"-p:FeedPackageVersions={_folder["Directory.Packages.props"]}",
                .. more,
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    public async Task WriteProjectsAsync()
    {
        Directory.CreateDirectory(Feed);
        var standIn = _folder["standin/Fake.Package.csproj"];
        await WriteAsync(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="Fake.Package" Version="1.2.3" StandIn="{standIn}" /></ItemGroup>
            </Project>
            """
        );
        await WriteAsync("standin/Fake.Package.csproj", Project(""));
        await WriteAsync(
            "consumer/consumer.csproj",
            Project(
                $"""
                <ItemGroup><FeedPackage Include="Fake.Package" /></ItemGroup>
                <Import Project="{Repository.Find("build/FeedOrStandIn.targets")}" />
                """
            )
        );
    }

    private static string Project(string inside) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              {inside}
            </Project>
            """;

    public async Task WritePackageAsync()
    {
        await using var archive = await ZipFile.OpenAsync(
            Path.Combine(Feed, "Fake.Package.1.2.3.nupkg"),
            ZipArchiveMode.Create,
            CancellationToken.None
        );
        await using (var nuspec = await archive.CreateEntry("Fake.Package.nuspec").OpenAsync())
        {
            await nuspec.WriteAsync(
                """
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>Fake.Package</id><version>1.2.3</version><authors>nobody</authors><description>Nothing.</description>
                </metadata></package>
                """u8.ToArray()
            );
        }

        archive.CreateEntry("lib/net10.0/_._");
    }

    private async Task WriteAsync(string path, string text)
    {
        var file = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text);
    }
}
