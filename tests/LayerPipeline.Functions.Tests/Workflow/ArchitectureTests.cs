using System.Xml.Linq;
using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>
/// Functions are published with native code, which loads on one processor only. SAM takes the processor from the template when it
/// builds, so it must be a fixed one there, and the project must not name another.
/// </summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void The_functions_processor_is_fixed_in_the_template_once_for_all()
    {
        var globals = Template.Root["Globals"]["Function"]["Architectures"].ShouldBeOfType<YamlSequenceNode>();

        globals.ShouldHaveSingleItem().ToString().ShouldBeOneOf("arm64", "x86_64");
        foreach (var (name, resource) in Template.Resources)
        {
            Template.Find(resource, "Properties", "Architectures").ShouldBeNull($"{name} has a processor of its own");
        }
    }

    [Fact]
    public void The_project_publishes_native_code_for_no_other_processor()
    {
        var project = XDocument.Load(Repository.Find("src/LayerPipeline.Functions/LayerPipeline.Functions.csproj"));
        var processor = Template.Root["Globals"]["Function"]["Architectures"][0].ToString() == "arm64" ? "linux-arm64" : "linux-x64";

        project.Descendants("PublishReadyToRun").ShouldHaveSingleItem().Value.ShouldBe("true");
        project
            .Descendants()
            .Where(element => element.Name.LocalName.Contains("RuntimeIdentifier", StringComparison.Ordinal))
            .ShouldAllBe(element => element.Value == processor);
    }
}
