using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>Real packages, where LAYERPIPELINE_WHEELS names a folder of wheels with their requirements files.</summary>
[Trait("Category", "RealWheels")]
public sealed class RealWheelTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Small_packages_behave_and_a_second_probe_from_bytecode_finds_the_same()
    {
        var interpreter = Install("3.13", "-r", "small.txt");
        var arguments = tree.Arguments with { Pycache = tree.Path("pycache") };

        var first = tree.Probe(arguments, interpreter);
        var second = tree.Probe(arguments, interpreter);

        first.Modules.Count.ShouldBeGreaterThan(240);
        first.Modules.Where(module => !module.Ok).ShouldAllBe(module => module.Error!.MissingModule != null);
        first.Behaviours.Count.ShouldBeGreaterThan(40);
        first.Behaviours.ShouldAllBe(behaviour => behaviour.Ok);
        ProbeComparison.Compare(first, second, _ => false).ShouldBeEmpty();
        second.OpenedFiles().ShouldBe(first.OpenedFiles());
    }

    [Fact]
    public void A_helper_below_tests_that_a_public_module_needs_is_opened_and_has_an_edge()
    {
        var interpreter = Install("3.10", "numpy==2.2.6");

        var report = tree.Probe(tree.Arguments with { Modules = ["numpy", "numpy.testing"], Only = [] }, interpreter);

        report.Module("numpy.testing").Opened.ShouldContain("numpy/_core/tests/_natype.py");
        report.Imports["numpy/testing/_private/utils.py"].ShouldContain("numpy/_core/tests/_natype.py");
        report.Module("numpy").Opened.ShouldContain(file => file.StartsWith("numpy.libs/", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_the_same_to_the_bit_whatever_core_the_environment_sets()
    {
        var interpreter = Install("3.10", "numpy==2.2.6");
        var arguments = tree.Arguments with { Modules = [] };

        var usual = tree.Probe(arguments, interpreter);
        var set = tree.Probe(arguments, interpreter, new() { ["OPENBLAS_CORETYPE"] = "Prescott" });

        usual.Behaviours.Count(behaviour => behaviour.Value is not null && behaviour.Id.Contains("/numeric/")).ShouldBeGreaterThan(3);
        usual.Processor!.Features.ShouldContain(feature => feature.StartsWith("numpy:", StringComparison.Ordinal));
        ProbeComparison.Compare(usual, set, _ => false).ShouldBeEmpty();
        ProbeComparison.NotComparable(usual, set).ShouldBeEmpty();
    }

    private string Install(string version, params string[] requirements)
    {
        var wheels = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(wheels), "LAYERPIPELINE_WHEELS names no folder of wheels.");
        var interpreter = Python.OfVersion(version);
        Assert.SkipWhen(interpreter is null, $"There is no Python {version} here.");
        string[] pip = ["-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels!, "--target", tree.Root, "--no-compile"];
        Python.Run(
            interpreter!,
            [.. pip, .. requirements.Select(part => part.EndsWith(".txt", StringComparison.Ordinal) ? Path.Combine(wheels!, part) : part)]
        );
        return interpreter!;
    }
}
