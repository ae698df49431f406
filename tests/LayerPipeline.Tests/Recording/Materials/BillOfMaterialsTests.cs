using System.Text;
using System.Text.Json;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Tests.Recording.Materials;

public sealed class BillOfMaterialsTests
{
    public static TheoryData<string> Versions => [.. BillOfMaterials.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void It_is_valid_by_the_official_schema_and_the_same_each_time(string version)
    {
        var bom = BillOfMaterials.Write(SomeMaterials.Make(), version);

        CycloneDxSchema.Problems(bom, version).ShouldBeEmpty();
        BillOfMaterials.Write(SomeMaterials.Make(), version).ShouldBe(bom);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_schema_finds_what_is_wrong(string version)
    {
        var bom = Encoding.UTF8.GetString(BillOfMaterials.Write(SomeMaterials.Make(), version));

        CycloneDxSchema
            .Problems(Encoding.UTF8.GetBytes(bom.Replace("\"library\"", "\"thing\"", StringComparison.Ordinal)), version)
            .ShouldNotBeEmpty();
        CycloneDxSchema
            .Problems(Encoding.UTF8.GetBytes(bom.Replace(SomeMaterials.Digest('b'), "zz", StringComparison.Ordinal)), version)
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void It_says_what_each_part_is_and_of_what_it_was_made()
    {
        var root = JsonDocument.Parse(BillOfMaterials.Write(SomeMaterials.Make(), "1.6")).RootElement;

        var alpha = root.GetProperty("components")[0];
        alpha.GetProperty("purl").GetString().ShouldBe("pkg:pypi/alpha@1.0%2Blocal");
        alpha.GetProperty("licenses")[0].GetProperty("expression").GetString().ShouldBe("MIT OR Apache-2.0");
        alpha.GetProperty("components")[0].GetProperty("name").GetString().ShouldBe("zlib");
        var library = alpha.GetProperty("components")[1];
        library.GetProperty("hashes")[0].GetProperty("content").GetString().ShouldBe(SomeMaterials.Digest('1'));
        library
            .GetProperty("pedigree")
            .GetProperty("ancestors")[0]
            .GetProperty("hashes")[0]
            .GetProperty("content")
            .GetString()
            .ShouldBe(SomeMaterials.Digest('2'));
        root.GetProperty("components")[1]
            .GetProperty("licenses")[0]
            .GetProperty("license")
            .GetProperty("name")
            .GetString()
            .ShouldBe("BSD License");
        root.GetProperty("components")[2].GetProperty("version").GetString().ShouldBe("14.2.1");
        root.GetProperty("dependencies")[1].GetProperty("dependsOn")[0].GetString().ShouldBe("pkg:pypi/beta@2");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_a_hostile_package_says_of_itself_is_text_and_short(string version)
    {
        var hostile = SomeMaterials.Beta with
        {
            License = "<script>\u001b[2J\u202E\"" + new string('x', 10_000_000),
            Version = "2\n\u0000",
            File = "\uD800.whl",
        };

        var bom = BillOfMaterials.Write(SomeMaterials.Make(hostile), version);

        CycloneDxSchema.Problems(bom, version).ShouldBeEmpty();
        bom.Length.ShouldBeLessThan(20_000);
        bom.ShouldAllBe(value => value == (byte)'\n' || value >= 0x20);
    }

    [Fact]
    public void Of_a_wheel_s_own_bill_only_what_every_version_knows_is_taken()
    {
        var found = VendoredComponents.Read(
            "alpha",
            """
            {"bomFormat":"CycloneDX","specVersion":"1.4","components":[
              {"type":"library","name":"zlib","version":"1.3","purl":"pkg:generic/zlib@1.3","licenses":[{"license":{"id":"Zlib"}}],
               "components":[{"type":"odd","name":"inner","purl":"no purl","licenses":[{"license":{"id":"A"}},{"license":{"id":"B"}}]}]},
              {"name":7}, 5, {"name":"\ud800"}]}
            """u8.ToArray()
        );

        found.ShouldBe([
            new VendoredComponent("alpha", "library", "inner", Version: null, Purl: null, License: null),
            new VendoredComponent("alpha", "library", "zlib", "1.3", "pkg:generic/zlib@1.3", "Zlib"),
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"bomFormat\":\"SPDX\"}")]
    [InlineData("not JSON")]
    public void What_is_no_bill_is_not_read(string content) =>
        VendoredComponents.Read("alpha", Encoding.UTF8.GetBytes(content)).ShouldBeNull();

    [Fact]
    public void Nesting_without_end_is_not_read() =>
        VendoredComponents
            .Read(
                "alpha",
                Encoding.UTF8.GetBytes(
                    "{\"bomFormat\":\"CycloneDX\",\"components\":" + string.Concat(Enumerable.Repeat("[{\"components\":", 5000))
                )
            )
            .ShouldBeNull();

    [Theory]
    [InlineData("Name: a\nLicense-Expression: MIT OR Apache-2.0\n\ntext", "MIT OR Apache-2.0")]
    [InlineData("Name: a\r\nlicense-expression:  MIT \r\n\r\n", "MIT")]
    [InlineData("Name: a\n\nLicense-Expression: of the description", null)]
    [InlineData("License-Expression:", null)]
    [InlineData("", null)]
    public void The_headers_of_METADATA_state_the_licence(string metadata, string? expression) =>
        LicenseExpression.Read(Encoding.UTF8.GetBytes(metadata)).ShouldBe(expression);
}
