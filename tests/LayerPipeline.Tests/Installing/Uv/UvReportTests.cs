using LayerPipeline.Formats.Packaging;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Uv;
using LayerPipeline.Tests.Planning.Sources;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Installing.Uv;

public sealed class UvReportTests
{
    private const string Wheel = "Wheel-Version: 1.0\nTag: cp313-cp313-manylinux_2_17_x86_64\nTag: cp313-cp313-manylinux2014_x86_64\n";

    [Fact]
    public void Names_versions_licences_needs_and_hashes_are_those_of_the_tree_and_of_the_lock()
    {
        var plan = Sourcing.Plan("uv.lock", LockTexts.Uv);
        var alpha =
            "Metadata-Version: 2.4\nName: Alpha\nVersion: 1.0\nLicense-Expression: MIT\nRequires-Dist: beta[fast]>=1\n"
            + "Requires-Dist: windows-only; sys_platform == 'win32'\n\nName: not a header\n";

        var report = PipReport.Parse(
            UvReport.Make(plan, "0.8.0", "3.13.5", [(alpha, Wheel), ("Name: beta\nVersion: 2.0\n", ""), ("Name: more\nVersion: 3\n", "")])
        );

        (report.Installer, report.Pip, report.Python).ShouldBe(("uv", "0.8.0", "3.13.5"));
        report.Distributions.Select(each => each.Name).ShouldBe(["alpha", "beta", "more"]);
        var first = report.Distributions[0];
        (first.Sha256, first.License, first.Requested).ShouldBe((new string('3', 64), "MIT", true));
        first.File.ShouldBe("alpha-1.0-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
        report.Distributions[1].RequiredBy.ShouldBe(["alpha"]);
        (report.Distributions[2].Requested, report.Distributions[2].Sha256).ShouldBe((false, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Name: x\n\nVersion: 1\n")]
    [InlineData(" folded without a header\n:\nName\n")]
    public void A_METADATA_that_is_none_is_said(string metadata) =>
        Should
            .Throw<InvalidPipReportException>(() => UvReport.Make(Sourcing.Plan("r.txt", "six\n"), "1", null, [(metadata, "")]))
            .Message.ShouldContain("no Name or no Version");

    [Fact]
    public void Values_go_on_in_indented_lines_and_names_have_any_case()
    {
        var headers = MetadataHeaders.Parse("LICENSE: one\r\n  two\r\nTag: a\r\nTag: b\r\n\r\nTag: c");

        headers.First("License").ShouldBe("one\ntwo");
        headers.All("tag").ShouldBe(["a", "b"]);
        headers.First("Build").ShouldBeNull();
    }
}
