using System.IO.Compression;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A project of its own with a feed of its own: nothing of the machine's feeds or caches plays a part.</summary>
public sealed class FeedOrStandInTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("feed-").FullName;

    [Fact]
    public async Task A_package_that_the_feed_has_is_referenced()
    {
        await WriteProjectsAsync();
        await WritePackageAsync();

        var output = await RestoreAsync();

        Assets().ShouldBe("package");
        output.ShouldNotContain("stand-in");
    }

    [Fact]
    public async Task A_package_that_the_feed_lacks_gives_way_to_its_stand_in_with_one_line_that_says_so()
    {
        await WriteProjectsAsync();

        var output = await RestoreAsync();

        Assets().ShouldBe("project");
        output.Split('\n').Count(line => line.Contains("The NuGet feed has no Fake.Package", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_is_told_from_one_that_lacks_the_package_and_is_asked_again()
    {
        await WriteProjectsAsync();
        Directory.Delete(Feed);

        var silent = await RestoreAsync();
        var standIn = Assets();
        Directory.CreateDirectory(Feed);
        await WritePackageAsync();
        var answered = await RestoreAsync();

        silent.ShouldContain("The NuGet feed did not answer when it was asked for Fake.Package (NU1301)");
        silent.ShouldNotContain("The NuGet feed has no");
        standIn.ShouldBe("project");
        answered.ShouldNotContain("stand-in");
        Assets().ShouldBe("package");
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("pack")]
    public async Task A_stand_in_gets_into_nothing_that_leaves_the_machine(string verb)
    {
        await WriteProjectsAsync();

        var refused = await RunAsync(verb);

        refused.ExitCode.ShouldNotBe(0);
        refused.StandardOutput.ShouldContain("stand-ins for Fake.Package, because the NuGet feed does not have them;");
        refused.StandardOutput.ShouldContain("-p:LayerPipelineAllowStandIns=true");
        Directory.Exists(Path.Combine(folder, "consumer", "bin")).ShouldBeFalse("something was compiled before it was refused");
    }

    [Fact]
    public async Task A_stand_in_is_published_where_it_is_asked_for_by_name()
    {
        await WriteProjectsAsync();

        var allowed = await RunAsync("publish", "-p:LayerPipelineAllowStandIns=true");

        allowed.ExitCode.ShouldBe(0, allowed.StandardOutput);
    }

    [Fact]
    public async Task Nothing_is_published_while_the_feed_does_not_answer()
    {
        await WriteProjectsAsync();
        Directory.Delete(Feed);

        var refused = await RunAsync("publish");

        refused.ExitCode.ShouldNotBe(0);
        refused.StandardOutput.ShouldContain("because the NuGet feed did not answer");
    }

    [Fact]
    public async Task A_package_that_the_feed_has_is_published()
    {
        await WriteProjectsAsync();
        await WritePackageAsync();

        var published = await RunAsync("publish");

        published.ExitCode.ShouldBe(0, published.StandardOutput);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Feed => Path.Combine(folder, "feed");

    private string Assets()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "consumer", "obj", "project.assets.json")));
        return assets
            .RootElement.GetProperty("libraries")
            .EnumerateObject()
            .Single(library => library.Name.StartsWith("Fake.Package/", StringComparison.Ordinal))
            .Value.GetProperty("type")
            .GetString()!;
    }

    private async Task<string> RestoreAsync()
    {
        var result = await RunAsync("restore");
        result.ExitCode.ShouldBe(0, result.StandardOutput + result.StandardError);
        return result.StandardOutput;
    }

    private async Task<BufferedCommandResult> RunAsync(string verb, params string[] more) =>
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([
                verb,
                Path.Combine(folder, "consumer", "consumer.csproj"),
                "--nologo",
                $"-p:RestoreSources={Feed}",
                $"-p:RestorePackagesPath={Path.Combine(folder, "packages")}",
                $"-p:FeedAnswers={Path.Combine(folder, "answers")}/",
                $"-p:FeedPackageVersions={Path.Combine(folder, "Directory.Packages.props")}",
                .. more,
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    private async Task WriteProjectsAsync()
    {
        Directory.CreateDirectory(Feed);
        var standIn = Path.Combine(folder, "standin", "Fake.Package.csproj");
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

    private async Task WritePackageAsync()
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
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text);
    }
}
