using System.IO.Compression;
using System.Xml.Linq;
using LayerPipeline.Functions.Tests.Workflow;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>What <c>sam build</c> does with the functions' project: AWS's tools read it as XML and publish it.</summary>
public sealed class DeployableTests(CompanyCopy copy) : IClassFixture<CompanyCopy>
{
    private const string Project = "src/LayerPipeline.Functions";
    private const string Long = "LAYERPIPELINE_LONG is not 1: publishing for Lambda takes a minute";

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
        Assert.SkipUnless(Effort.IsLong, Long);

        var published = await PublishAsync(copy.Folder["refused"]);

        published.ExitCode.ShouldNotBe(0);
        published.StandardOutput.ShouldContain("LayerPipeline.Functions would contain stand-ins for Amazon.Lambda.Core, ");
        published.StandardOutput.ShouldContain("because the NuGet feed does not have them; only the packages themselves may be published.");
        published.StandardOutput.ShouldContain("To build for tests or an emulator, add -p:LayerPipelineAllowStandIns=true.");
        Directory.Exists(copy.Folder["refused"]).ShouldBeFalse();
    }

    /// <summary>
    /// What Amazon.Lambda.Tools does for <c>sam build</c>, with the plain SDK: it publishes, and zips what was published. Stand-ins must be
    /// asked for by name, and a company's feed beside the machine's own sources disturbs nothing.
    /// </summary>
    [Fact]
    public async Task In_a_copy_with_a_second_HTTP_source_the_functions_are_published_and_zipped_as_Lambda_takes_them()
    {
        Assert.SkipUnless(Effort.IsLong, Long);

        var published = await PublishAsync(copy.Folder["published"], "-p:LayerPipelineAllowStandIns=true");

        published.ExitCode.ShouldBe(0, published.StandardOutput);
        published.StandardOutput.ShouldNotContain("NU1507");
        await ZipFile.CreateFromDirectoryAsync(copy.Folder["published"], copy.Folder["function.zip"]);
        await using var zip = await ZipFile.OpenReadAsync(copy.Folder["function.zip"]);
        var assembly = Property("AssemblyName").ShouldHaveSingleItem();
        zip.Entries.Select(entry => entry.FullName)
            .Intersect([$"{assembly}.dll", $"{assembly}.deps.json", $"{assembly}.runtimeconfig.json"])
            .Count()
            .ShouldBe(3, "Lambda looks for them at the top of the archive");
    }

    /// <summary>As AWS's tools publish for the processor that the template names.</summary>
    private async Task<CliWrap.Buffered.BufferedCommandResult> PublishAsync(string output, params string[] more)
    {
        var processor = Template.Root["Globals"]["Function"]["Architectures"][0].ToString() == "arm64" ? "linux-arm64" : "linux-x64";
        return await copy.Source.RunWithStandInsAsync(
            "publish",
            Project,
            ["--output", output, "--configuration", "Release", "--runtime", processor, "--self-contained", "false", .. more]
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
