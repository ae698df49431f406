using System.Xml.Linq;
using LayerPipeline.Functions.Tests.Workflow;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>What <c>sam build</c> does with the functions' project: AWS's tools read it as XML and publish it.</summary>
public sealed class DeployableTests : IDisposable
{
    private const string Project = "src/LayerPipeline.Functions";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_project_file_itself_names_the_framework_of_the_templates_runtime()
    {
        var framework = Property("TargetFramework").ShouldHaveSingleItem();

        $"dotnet{Version.Parse(framework["net".Length..]).Major}".ShouldBe(Template.Root["Globals"]["Function"]["Runtime"].ToString());
    }

    [Fact]
    public void The_project_file_itself_names_the_assembly_of_the_templates_handlers()
    {
        var assembly = Property("AssemblyName").ShouldHaveSingleItem();
        var handlers = Template
            .Resources.Select(resource => Template.Find(resource.Value, "Properties", "Handler")?.ToString())
            .OfType<string>()
            .Where(handler => handler.Contains("::", StringComparison.Ordinal))
            .ToList();

        handlers.ShouldNotBeEmpty();
        handlers.ShouldAllBe(handler => handler.StartsWith($"{assembly}::", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_functions_are_not_published_with_stand_ins()
    {
        var published = await PublishAsync();

        published.ExitCode.ShouldNotBe(0);
        published.StandardOutput.ShouldContain("LayerPipeline.Functions would contain stand-ins for Amazon.Lambda.Core, ");
        published.StandardOutput.ShouldContain("because the NuGet feed does not have them; only the packages themselves may be published.");
        published.StandardOutput.ShouldContain("To build for tests or an emulator, add -p:LayerPipelineAllowStandIns=true.");
        Directory.Exists(_folder["published"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_functions_are_published_with_stand_ins_that_are_asked_for_by_name()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: publishing for Lambda takes a minute");

        var published = await PublishAsync("-p:LayerPipelineAllowStandIns=true");

        published.ExitCode.ShouldBe(0, published.StandardOutput);
        File.Exists(_folder["published/LayerPipeline.Functions.dll"]).ShouldBeTrue();
        File.Exists(_folder["published/LayerPipeline.Functions.runtimeconfig.json"]).ShouldBeTrue();
    }

    /// <summary>As AWS's tools publish for the processor that the template names.</summary>
    private async Task<CliWrap.Buffered.BufferedCommandResult> PublishAsync(params string[] more)
    {
        var processor = Template.Root["Globals"]["Function"]["Architectures"][0].ToString() == "arm64" ? "linux-arm64" : "linux-x64";
        return await SourceCopy
            .To(_folder["source"])
            .RunWithStandInsAsync(
                "publish",
                Project,
                [
                    "--output",
                    _folder["published"],
                    "--configuration",
                    "Release",
                    "--runtime",
                    processor,
                    "--self-contained",
                    "false",
                    .. more,
                ]
            );
    }

    private static List<string> Property(string name) =>
        [
            .. XDocument
                .Load(Repository.Find($"{Project}/LayerPipeline.Functions.csproj"))
                .Descendants("PropertyGroup")
                .Elements(name)
                .Select(element => element.Value),
        ];
}
