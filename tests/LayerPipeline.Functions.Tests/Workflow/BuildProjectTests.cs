using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class BuildProjectTests
{
    [Fact]
    public void Nothing_that_a_package_leaves_on_the_build_host_reaches_a_later_build()
    {
        Template.Find(Template.Root["Resources"], "BuildProject", "Properties", "Cache", "Type")!.ToString().ShouldBe("NO_CACHE");
        Buildspec().Children.ContainsKey("cache").ShouldBeFalse();
    }

    private static YamlMappingNode Buildspec()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Find("src/Workflow/buildspec.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
