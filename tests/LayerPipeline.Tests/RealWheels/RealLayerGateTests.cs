using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.RealWheels;

[Trait("Category", "RealWheels")]
public sealed class RealLayerGateTests
{
    private static readonly Dictionary<string, string> NoLinks = [];

    private static List<SharedLibrary> Libraries(params string[] patterns) =>
        [
            .. patterns
                .SelectMany(pattern => WheelFolder.Libraries(pattern))
                .Select(library => SharedLibrary.Read(library.Path, library.Content)!),
        ];

    private static IReadOnlyList<BinaryFinding> Check(IReadOnlyList<SharedLibrary> libraries, string runtime, string architecture) =>
        BinaryGates.Check(
            new BinaryLayer(libraries, NoLinks),
            RuntimeCatalog.Default.Runtimes.Single(candidate => candidate.Name == runtime),
            architecture
        );

    [Theory]
    [InlineData("python3.10", "x86_64", "numpy-1.26.4-*", "pandas-2.2.2-*", "scipy-1.13.0-*")]
    [InlineData("python3.10", "x86_64", "numpy-2.2.6-*", "pandas-2.2.2-*", "scipy-1.13.0-*")]
    [InlineData("python3.13", "x86_64", "numpy-2.5.5-*x86_64.whl", "pandas-3.1.1-*", "scipy-1.18.1-*")]
    [InlineData("python3.13", "x86_64", "cryptography-*", "markupsafe-*", "pydantic_core-*", "pyyaml-*", "cffi-*", "charset_normalizer-*")]
    [InlineData("python3.13", "arm64", "numpy-2.5.5-*aarch64.whl")]
    public void Untouched_wheels_pass_every_gate(string runtime, string architecture, params string[] wheels) =>
        Check(Libraries(wheels), runtime, architecture).ShouldAllBe(finding => finding.Severity == BinarySeverity.Pass);

    [Fact]
    public void A_wheel_for_a_newer_system_fails()
    {
        var findings = Check(Libraries("numpy-2.5.5-*x86_64.whl"), "python3.11", "x86_64");

        findings.ShouldContain(finding =>
            finding.Gate == "library-versions" && finding.Message.Contains("GLIBC_2.27", StringComparison.Ordinal)
        );
        findings.ShouldContain(finding => finding.Gate == "extension-tags" && finding.Severity == BinarySeverity.Fail);
    }

    [Fact]
    public void A_wheel_for_the_other_architecture_fails() =>
        Check(Libraries("numpy-2.5.5-*aarch64.whl"), "python3.13", "x86_64")
            .ShouldContain(finding => finding.Gate == "machine" && finding.Message.Contains("arm64", StringComparison.Ordinal));

    [Fact]
    public void A_removed_library_fails_with_its_chain()
    {
        var libraries = Libraries("scipy-1.18.1-*");
        libraries.RemoveAll(library => library.Name.StartsWith("libgfortran-040039e1", StringComparison.Ordinal));

        var finding = Check(libraries, "python3.13", "x86_64").Single(finding => finding.Severity == BinarySeverity.Fail);

        finding.Message.ShouldContain("→ scipy.libs/libscipy_openblas-5f890258.so needs libgfortran-040039e1-0352e75f.so.5.0.0");
    }

    [Fact]
    public void Libraries_that_strip_left_unloadable_fail_by_name()
    {
        var broken = WheelFolder
            .Libraries("scipy-1.18.1-*")
            .Where(library => library.Path.Contains("scipy.libs/", StringComparison.Ordinal))
            .Select(library => SharedLibrary.Read(library.Path, CompiledLibrary.Strip(library.Content))!)
            .Where(library => library.LoadProblems.Count > 0)
            .ToList();

        var findings = Check(broken, "python3.13", "x86_64").Where(finding => finding.Gate == "load-segments").ToList();

        findings.Count.ShouldBe(2);
        findings.ShouldContain(finding =>
            finding.Message.StartsWith("scipy.libs/libgfortran-040039e1-0352e75f.so.5.0.0: PT_LOAD at", StringComparison.Ordinal)
        );
        findings.ShouldContain(finding =>
            finding.Message.StartsWith("scipy.libs/libscipy_openblas-5f890258.so: PT_LOAD at", StringComparison.Ordinal)
        );
    }
}
