using System.Runtime.InteropServices;
using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>Numeric behaviours do what every host can, and no more, whatever this machine and its environment say.</summary>
public sealed class CommonFeaturesTests : IDisposable
{
    private const string Numbers = """
        import os

        def behaviour_plain(): return str(os.environ.get("OPENBLAS_CORETYPE"))
        def behaviour_none(): return "None"
        def numeric_core(): return str(os.environ.get("OPENBLAS_CORETYPE"))
        def numeric_off(): return str(os.environ.get("NPY_DISABLE_CPU_FEATURES"))
        """;

    private readonly ProbeTree tree = new ProbeTree().With("pkg.py").WithDistribution("pkg", "1", "pkg.py");

    private ProbeArguments Arguments => tree.Arguments with { Behaviours = tree.Path("behaviours"), Modules = [] };

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_core_that_the_machine_s_environment_sets_reaches_no_behaviour()
    {
        tree.WithBehaviours("pkg", Numbers);

        var usual = tree.Probe(Arguments);
        var set = tree.Probe(
            Arguments,
            interpreter: null,
            new() { ["OPENBLAS_CORETYPE"] = "Prescott", ["NPY_DISABLE_CPU_FEATURES"] = "AVX2" }
        );

        set.Behaviour("pkg/plain").Value.ShouldBe(set.Behaviour("pkg/none").Value);
        ProbeComparison.Compare(usual, set, _ => false).ShouldBeEmpty();
        ProbeComparison.NotComparable(usual, set).ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_are_computed_with_the_core_that_the_report_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Features are read from /proc/cpuinfo.");
        tree.WithBehaviours(
            "pkg",
            Numbers + "\ndef behaviour_haswell(): return 'HASWELL'\ndef behaviour_neoverse(): return 'NEOVERSEN1'\n"
        );

        var report = tree.Probe(Arguments);

        report.Processor!.Features.ShouldNotBeEmpty();
        var expected = report.Processor.Common.GetValueOrDefault("OPENBLAS_CORETYPE") switch
        {
            "HASWELL" => "pkg/haswell",
            "NEOVERSEN1" => "pkg/neoverse",
            _ => "pkg/none",
        };
        report.Behaviour("pkg/numeric/core").Value.ShouldBe(report.Behaviour(expected).Value);
    }

    [Fact]
    public void Only_names_that_a_distribution_has_code_for_and_the_processor_can_are_left_out()
    {
        var (has, lacks) = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? ("SVE", "SVE2") : ("AVX512F", "AVX512_ICL");
        tree.WithBehaviours(
            "pkg",
            $$"""
            {{Numbers}}
            def behaviour_expected(): return "{{has}}"
            def processor_choices():
                return {"NPY_DISABLE_CPU_FEATURES": {"dispatched": ["SSE3", "{{has}}", "{{lacks}}"], "found": ["SSE3", "{{has}}", "X86_V4", "SVE_X"]} }
            """
        );

        var report = tree.Probe(Arguments);

        report.Behaviour("pkg/numeric/off").Value.ShouldBe(report.Behaviour("pkg/expected").Value);
        report.Processor!.Features.ShouldContain($"pkg:{has}");
        report.Processor.Common["NPY_DISABLE_CPU_FEATURES"].ShouldBe(has);
        report.Behaviours.ShouldNotContain(behaviour => behaviour.Id.Contains("choices"));
    }

    [Fact]
    public void A_distribution_that_can_not_say_what_it_has_is_asked_for_nothing()
    {
        tree.WithBehaviours("pkg", Numbers + "\ndef processor_choices(): raise AttributeError('too old')\n");

        var report = tree.Probe(Arguments);

        report.Behaviour("pkg/numeric/off").Value.ShouldBe(report.Behaviour("pkg/none").Value);
    }

    [Theory]
    [InlineData("x86_64", "avx2 fma", "HASWELL")]
    [InlineData("x86_64", "avx2 fma avx512f avx512dq avx512bw avx512vl avx512cd", "HASWELL")]
    [InlineData("x86_64", "avx sse4_2", "")]
    [InlineData("aarch64", "asimd asimddp", "NEOVERSEN1")]
    [InlineData("aarch64", "asimd asimddp sve", "NEOVERSEN1")]
    [InlineData("aarch64", "asimd", "")]
    [InlineData("riscv64", "v", "")]
    public void No_processor_is_given_a_core_that_it_can_not_run(string machine, string flags, string core) =>
        tree.Say(
                $"""
                import json, os
                from probe import processor
                machines = json.load(open(os.path.join(os.path.dirname(processor.__file__), "processors.json")))["machines"]
                print(processor.Processor(machines, "{machine}", set("{flags}".split())).common().get("OPENBLAS_CORETYPE", ""))
                """
            )
            .ShouldBe(core);
}
