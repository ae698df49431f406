using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Installing;

public sealed class PipReportTests
{
    [Theory]
    [InlineData("23.0.1", "3.10.13")]
    [InlineData("24.2", "3.13.0")]
    public void Reports_of_both_forms_of_hashes_are_read(string pip, string python)
    {
        var report = PipReport.Parse(Bytes(pip), foreign: true);

        report.Pip.ShouldBe(pip);
        report.Python.ShouldBe(python);
        report.Foreign.ShouldBeTrue();
        report
            .Distributions.Select(distribution => $"{distribution.Name} {distribution.Version}")
            .ShouldBe([
                "annotated-types 0.8.0",
                "certifi 2026.10.18",
                "pydantic 2.14.3",
                "pydantic-core 2.50.4",
                "requests 2.34.2",
                "typing-extensions 4.16.0",
                "typing-inspection 0.4.5",
                "urllib3 2.8.0",
            ]);
        var core = report.Distributions[3];
        core.File.ShouldBe("pydantic_core-2.50.4-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl");
        core.Sha256.ShouldBe("fb2bb5b557080da398b866408117d98fe9731a12334afd0cdff221b458cdc5dc");
        core.Requested.ShouldBeFalse();
        report.Distributions[2].Requested.ShouldBeTrue();
    }

    [Fact]
    public void What_pip_said_in_the_build_container_becomes_warnings()
    {
        var report = JsonNode.Parse(Bytes("24.2"))!.AsObject();
        report["said"] = "WARNING: requests 2.34.2 does not provide the extra 'fast'\n";

        PipReport
            .Parse(Encoding.UTF8.GetBytes(report.ToJsonString()))
            .Warnings.ShouldBe(["requests 2.34.2 does not provide the extra 'fast'"]);
    }

    [Fact]
    public void Who_needs_whom_follows_the_markers()
    {
        var distributions = PipReport.Parse(Bytes("24.2")).Distributions.ToDictionary(distribution => distribution.Name);

        distributions["typing-extensions"].RequiredBy.ShouldBe(["pydantic", "pydantic-core", "typing-inspection"]);
        distributions["urllib3"].RequiredBy.ShouldBe(["requests"]);
        distributions["pydantic"].RequiredBy.ShouldBeEmpty();
    }

    [Fact]
    public void An_extra_that_was_asked_for_brings_its_needs_and_the_extras_of_those()
    {
        var report = new ReportBuilder()
            .Add("app", requires: ["lib[fast]; extra == 'All'"], extras: ["all"])
            .Add("lib", requires: ["speed; extra == 'fast'", "other; extra == 'slow'", "lib; extra == 'fast'"])
            .Add("speed")
            .Add("other")
            .Parse();

        report.Distributions.Single(distribution => distribution.Name == "lib").RequiredBy.ShouldBe(["app"]);
        report.Distributions.Single(distribution => distribution.Name == "speed").RequiredBy.ShouldBe(["lib"]);
        report.Distributions.Single(distribution => distribution.Name == "other").RequiredBy.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Apache-2.0 OR MIT", "ignored", null, "Apache-2.0 OR MIT")]
    [InlineData(null, "BSD-3-Clause", "License :: OSI Approved :: BSD License", "BSD-3-Clause")]
    [InlineData(null, "UNKNOWN", "License :: OSI Approved :: BSD License", "BSD License")]
    [InlineData(null, "Copyright\nall of the text", "License :: OSI Approved :: MIT License", "MIT License")]
    [InlineData(null, null, "License :: OSI Approved", null)]
    [InlineData(null, null, null, null)]
    public void A_licence_is_its_expression_or_its_short_name_or_its_classifiers(
        string? expression,
        string? license,
        string? classifier,
        string? expected
    ) =>
        new ReportBuilder()
            .Add("x", license: license, expression: expression, classifier: classifier)
            .Parse()
            .Distributions[0]
            .License.ShouldBe(expected);

    [Fact]
    public void A_URL_leaves_only_its_file_name() =>
        new ReportBuilder()
            .Add("x", url: "https://user:secret@example.org/a/x-1%2Bcpu-py3-none-any.whl?token=secret#sha256=00")
            .Parse()
            .Distributions[0]
            .File.ShouldBe("x-1+cpu-py3-none-any.whl");

    [Fact]
    public void What_a_foreign_pip_left_out_is_found()
    {
        var plan = new Planner().Plan(new LayerRequest { Packages = ["x"], Python = ["3.10"] }, new DateOnly(2026, 1, 1))[0];
        var report = new ReportBuilder()
            .Add("x", requires: ["tomli>=2; python_version < '3.11'", "six", "colorama; sys_platform == 'win32'"])
            .Add("six");

        PipReport
            .FindMissing(report.Bytes(), plan)
            .ShouldHaveSingleItem()
            .ShouldBe("x needs 'tomli>=2; python_version < \"3.11\"' on python3.10, which this machine's pip omitted; add it to packages");
    }

    [Theory]
    [InlineData("", "is not an installation report")]
    [InlineData("null", "is null")]
    [InlineData("{}", "is not an installation report")]
    [InlineData("[]", "is not an installation report")]
    [InlineData("""{"version":"9","pip_version":"99","install":[],"environment":{}}""", "only version 1 is supported")]
    [InlineData("""{"version":"1","pip_version":"24","install":[{}],"environment":{}}""", "is not an installation report")]
    [InlineData("""{"version":"1","pip_version":"24","install":null,"environment":{}}""", "is not an installation report")]
    [InlineData("""{"version":"1","pip_version":null,"install":[],"environment":{}}""", "is not an installation report")]
    public void What_is_no_report_is_refused(string json, string problem) =>
        Should.Throw<InvalidPipReportException>(() => PipReport.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(problem);

    [Fact]
    public void Any_damage_to_a_report_is_refused_or_harmless()
    {
        var whole = Bytes("23.0.1");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte)
            .Array[1, 4]
            .Sample(
                changes =>
                {
                    var bytes = (byte[])whole.Clone();
                    foreach (var (offset, value) in changes)
                    {
                        bytes[offset] = value;
                    }

                    try
                    {
                        PipReport.Parse(bytes).Distributions.Count.ShouldBeLessThanOrEqualTo(8);
                    }
                    catch (InvalidPipReportException exception)
                    {
                        exception.Message.ShouldStartWith("pip-report.json: ");
                    }
                },
                iter: 3_000
            );
    }

    private static byte[] Bytes(string pip) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Installing", $"pip-report-{pip}.json"));

    private sealed class ReportBuilder
    {
        private readonly JsonArray items = [];

        public ReportBuilder Add(
            string name,
            string? license = null,
            string? expression = null,
            string? classifier = null,
            string? url = null,
            string[]? requires = null,
            string[]? extras = null
        )
        {
            var metadata = new JsonObject
            {
                ["name"] = name,
                ["version"] = "1",
                ["license"] = license,
                ["license_expression"] = expression,
                ["classifier"] = List(classifier is null ? [] : [classifier]),
                ["requires_dist"] = List(requires ?? []),
            };
            items.Add(
                new JsonObject
                {
                    ["download_info"] = new JsonObject { ["url"] = url ?? $"file:///wheels/{name}-1-py3-none-any.whl" },
                    ["metadata"] = metadata,
                    ["requested"] = true,
                    ["requested_extras"] = List(extras ?? []),
                }
            );
            return this;
        }

        public byte[] Bytes()
        {
            var environment = new JsonObject
            {
                ["python_full_version"] = "3.13.0",
                ["python_version"] = "3.13",
                ["sys_platform"] = "linux",
            };
            var report = new JsonObject
            {
                ["version"] = "1",
                ["pip_version"] = "24.2",
                ["install"] = items,
                ["environment"] = environment,
            };
            return Encoding.UTF8.GetBytes(report.ToJsonString());
        }

        public InstallReport Parse() => PipReport.Parse(Bytes());

        private static JsonArray List(string[] values) => [.. values.Select(value => (JsonNode)value)];
    }
}
