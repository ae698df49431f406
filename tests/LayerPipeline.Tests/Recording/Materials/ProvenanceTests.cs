using System.Text;
using System.Text.Json;
using CsCheck;
using LayerPipeline.Planning;
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
    public void What_it_says_of_the_build_is_read_again()
    {
        var build = ProvenanceReader.Read(Write());

        build.LayerSha256.ShouldBe(SomeMaterials.Digest('a'));
        build.Request.Packages.ShouldBe(["alpha[extra]>=1"]);
        build.Request.Python.ShouldBe(["3.13"]);
        build.Request.Environment.ShouldBeEmpty();
        build.Environment.ShouldBe(["TOKEN"]);
        build.Install.Distributions.Select(item => (item.Name, item.Version)).ShouldBe([("alpha", "1.0+local"), ("beta", "2")]);
        build.Install.SystemLibraries.ShouldHaveSingleItem().Sha256.ShouldBe(SomeMaterials.Digest('c'));
        build.Restored.ShouldBe(["python/alpha/kept.py"]);
        (build.Rules, build.Probe, build.Install.Python, build.Install.Pip).ShouldBe(("rules", "probe", "3.13.0", "24.2"));
    }

    /// <summary>A reader throws its own exception on whatever anybody wrote.</summary>
    [Fact]
    public void Any_byte_of_it_may_be_another_one()
    {
        var content = Write();
        Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte, Gen.Int[0, content.Length])
            .Sample(
                (at, value, length) =>
                {
                    var changed = content[..Math.Max(length, at + 1)];
                    changed[at] = value;
                    try
                    {
                        ProvenanceReader.Read(changed).ShouldNotBeNull();
                    }
                    catch (InvalidProvenanceException)
                    {
                        // As it should be.
                    }
                },
                iter: 2000
            );
    }

    [Theory]
    [InlineData("\"packages\": [")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"_type\": \"\\ud800\"}")]
    public void What_is_no_provenance_is_said_so(string text) =>
        Should.Throw<InvalidProvenanceException>(() => ProvenanceReader.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("https://in-toto.io/Statement/v1", "_type")]
    [InlineData("https://slsa.dev/provenance/v1", "predicateType")]
    [InlineData("urn:layer-pipeline:build:1", "buildType")]
    public void A_statement_of_another_kind_is_refused_by_what_says_so(string type, string field)
    {
        var text = Encoding.UTF8.GetString(Write()).Replace(type, "https://example.org/other", StringComparison.Ordinal);

        Should
            .Throw<InvalidProvenanceException>(() => ProvenanceReader.Read(Encoding.UTF8.GetBytes(text)))
            .Message.ShouldBe($"its {field} is 'https://example.org/other' and not '{type}'");
    }

    /// <summary>A requirements file may name more than a request's list of packages.</summary>
    [Fact]
    public void What_a_long_file_named_is_read_again_and_planned()
    {
        var names = string.Concat(Enumerable.Range(0, 501).Select(number => $"p{number}==1.0\n"));
        var materials = SomeMaterials.Make();
        var request = materials.Plan.Request with { Packages = [], Requirements = names };
        var plan = new Planner().Plan(request, new DateOnly(2026, 11, 28))[0];

        var read = ProvenanceReader.Read(Write(materials with { Plan = plan }));

        new Planner().Plan(read.Request, new DateOnly(2026, 11, 28))[0].RequirementsText.ShouldBe(plan.RequirementsText);
    }

    [Fact]
    public void It_is_the_same_each_time() => Write().ShouldBe(Write());

    private static byte[] Write() => Write(SomeMaterials.Make() with { Restored = ["python/alpha/kept.py"] });

    private static byte[] Write(LayerMaterials materials) => Provenance.Write(materials, "identity", "rules", "probe", isOfWorkflow: false);
}
