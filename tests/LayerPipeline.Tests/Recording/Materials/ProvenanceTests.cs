using System.Text;
using System.Text.Json;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Tests.Recording.Materials;

public sealed class ProvenanceTests
{
    [Fact]
    public void It_is_a_statement_about_the_layer_with_the_wheels_as_materials()
    {
        var root = JsonDocument.Parse(Write()).RootElement;

        root.GetProperty("_type").GetString().ShouldBe("https://in-toto.io/Statement/v1");
        root.GetProperty("predicateType").GetString().ShouldBe("https://slsa.dev/provenance/v1");
        root.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(SomeMaterials.Digest('a'));
        var definition = root.GetProperty("predicate").GetProperty("buildDefinition");
        definition.GetProperty("buildType").GetString().ShouldBe("urn:layer-pipeline:build:1");
        definition.GetProperty("externalParameters").GetProperty("requirements")[0].GetString().ShouldBe("alpha[extra]>=1");
        var wheel = definition.GetProperty("resolvedDependencies")[0];
        wheel.GetProperty("uri").GetString().ShouldBe("https://files.example.org/alpha-1.0-py3-none-any.whl");
        wheel.GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(SomeMaterials.Digest('b'));
        definition.GetProperty("resolvedDependencies")[1].GetProperty("uri").GetString().ShouldBe("pkg:pypi/beta@2");
        root.GetProperty("predicate").GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString().ShouldNotBeNull();
    }

    [Fact]
    public void It_keeps_no_value_of_the_environment()
    {
        var text = Encoding.UTF8.GetString(Write());

        text.ShouldContain("TOKEN");
        text.ShouldNotContain("very-secret");
    }

    [Fact]
    public void It_is_the_same_each_time() => Write().ShouldBe(Write());

    private static byte[] Write() => Provenance.Write(SomeMaterials.Make(), "identity", "rules", "probe", isOfWorkflow: false);
}
