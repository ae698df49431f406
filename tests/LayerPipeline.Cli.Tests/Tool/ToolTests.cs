using System.IO.Compression;
using System.Runtime.InteropServices;

namespace LayerPipeline.Cli.Tests.Tool;

/// <summary>The command line as a .NET tool, as a user installs it from any feed.</summary>
public sealed class ToolTests(PackedTool tool) : IClassFixture<PackedTool>
{
    private static bool IsNative => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    [Fact]
    public async Task The_installed_tool_says_its_version_and_proves_the_demo()
    {
        PackedTool.SkipUnlessPacked();
        await TestInterpreter.NewestOrSkipAsync();
        var folder = tool.NewFolder("installed");

        var version = await tool.RunAsync(tool.Executable, folder, "--version");
        var demo = await tool.RunAsync(tool.Executable, folder, "demo");

        version.Trim().Split('+')[0].ShouldBe(PackedTool.Version);
        demo.ShouldContain("Proven: everything that worked on the untouched packages works on the layer.");
        File.Exists(Path.Combine(folder, "out", "demo", "layer.zip")).ShouldBeTrue();
    }

    [Fact]
    public async Task Dnx_runs_the_tool_without_installing_it()
    {
        PackedTool.SkipUnlessPacked();
        var version = await tool.RunAsync(
            "dotnet",
            tool.NewFolder("dnx"),
            ["dnx", "layer-pipeline", "--version", PackedTool.Version, "--yes", "--configfile", tool.NuGetConfig, "--", "--version"]
        );

        version.Trim().Split('\n')[^1].Split('+')[0].ShouldBe(PackedTool.Version);
    }

    [Fact]
    public async Task The_package_for_any_NET_runs_the_demo_too()
    {
        PackedTool.SkipUnlessPacked();
        await TestInterpreter.NewestOrSkipAsync();
        Assert.SkipUnless(IsNative, "the tool that is installed here is the one for any .NET");
        var folder = tool.NewFolder("any");
        var package = Path.Combine(tool.Feed, $"layer-pipeline.any.{PackedTool.Version}.nupkg");
        await ZipFile.ExtractToDirectoryAsync(package, folder);

        var demo = await tool.RunAsync("dotnet", folder, Path.Combine(folder, "tools/net10.0/any/layer-pipeline.dll"), "demo");

        demo.ShouldContain("Proven: everything that worked on the untouched packages works on the layer.");
    }

    [Fact]
    public async Task On_Linux_for_x64_the_tool_is_one_native_executable()
    {
        PackedTool.SkipUnlessPacked();
        Assert.SkipUnless(IsNative, "a native executable is packed on Linux for x64 only");
        var package = Path.Combine(tool.Feed, $"layer-pipeline.linux-x64.{PackedTool.Version}.nupkg");
        await using var archive = await ZipFile.OpenReadAsync(package);
        var names = archive.Entries.Select(entry => entry.FullName).ToList();

        names.ShouldContain("tools/any/linux-x64/layer-pipeline");
        names.ShouldContain("tools/any/linux-x64/samples/request.json");
        names.ShouldNotContain(name => name.EndsWith(".dll", StringComparison.Ordinal));
        names.ShouldNotContain(name => name.EndsWith(".dbg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_package_carries_the_licences_and_a_readme()
    {
        PackedTool.SkipUnlessPacked();
        foreach (var package in Directory.EnumerateFiles(tool.Feed))
        {
            await using var archive = await ZipFile.OpenReadAsync(package);
            var names = archive.Entries.Select(entry => entry.FullName).ToList();

            names.ShouldContain("LICENSE", package);
            names.ShouldContain("NOTICE", package);
            names.ShouldContain("README.md", package);
        }
    }
}
