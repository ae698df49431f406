using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class BehaviourProbeTests : IDisposable
{
    private readonly ProbeTree tree = new ProbeTree().With("pkg.py", "value = 2").WithDistribution("The_Pkg", "1.2", "pkg.py");

    public void Dispose() => tree.Dispose();

    private ProbeArguments WithOwnScripts => tree.Arguments with { Behaviours = tree.Path("behaviours"), Modules = [] };

    [Fact]
    public void Metadata_is_read_as_a_user_reads_it()
    {
        tree.Probe().Behaviours.Statuses().ShouldBe(["metadata/the-pkg ok"]);
    }

    [Fact]
    public void Metadata_that_is_gone_is_an_error()
    {
        File.Delete(Path.Combine(tree.Root, "The_Pkg-1.2.dist-info", "METADATA"));

        tree.Probe().Behaviour("metadata/the-pkg").Status.ShouldBe("error");
    }

    [Fact]
    public void Every_declared_entry_point_is_loaded()
    {
        tree.With(
            "The_Pkg-1.2.dist-info/entry_points.txt",
            "[some.group]\ngood = pkg:value\nextra = pkg:value.real [more]\n# note\n\n[other]\nbad=absent\nworse = pkg:gone\n"
        );

        var report = tree.Probe();

        report
            .Behaviours.Statuses()
            .ShouldBe([
                "entrypoint/the-pkg/other/bad error",
                "entrypoint/the-pkg/other/worse error",
                "entrypoint/the-pkg/some.group/extra ok",
                "entrypoint/the-pkg/some.group/good ok",
                "metadata/the-pkg ok",
            ]);
    }

    [Fact]
    public void The_requests_own_probes_run_as_a_program_would()
    {
        string[] probes =
        [
            "import pkg, sys\nassert __name__ == '__main__' and sys.modules['__main__'].pkg is pkg\ndef f(): return pkg.value\nassert f() == 2",
            "import pkg\nassert pkg.value == 3",
            "import tempfile\nwith tempfile.TemporaryFile() as file: file.write(b'a')",
        ];

        var report = tree.Probe(tree.Arguments with { Probes = probes, Modules = [], Only = ["request/1", "request/2", "request/3"] });

        report.Behaviours.Statuses().ShouldBe(["request/1 ok", "request/2 error", "request/3 ok"]);
        report.Behaviour("request/2").Error!.Message.ShouldContain("<request/2>:2");
        report.Behaviour("request/2").Distribution.ShouldBeNull();
    }

    [Fact]
    public void What_returns_something_else_than_on_the_baseline_is_tried_once_more_alone()
    {
        tree.WithBehaviours(
            "the-pkg",
            """
            calls = []

            def count(): calls.append(1); return [len(calls)]
            def numeric_first(): return count()
            def numeric_second(): return count()
            def numeric_third(): return count() + [3]
            """
        );
        var one = tree.Probe(WithOwnScripts).Behaviour("the-pkg/numeric/first").Value.ShouldNotBeNull();
        var baseline = new Dictionary<string, string>
        {
            ["the-pkg/numeric/first"] = one,
            ["the-pkg/numeric/second"] = one,
            ["the-pkg/numeric/third"] = one,
        };

        var report = tree.Probe(WithOwnScripts with { Mode = ProbeMode.Candidate, Values = baseline });

        report.Behaviour("the-pkg/numeric/first").Value.ShouldBe(one);
        report.Behaviour("the-pkg/numeric/second").Value.ShouldBe(one, "alone, it is the first to count");
        report.Behaviour("the-pkg/numeric/third").Value.ShouldNotBe(one, "alone, it is still another");
    }

    [Fact]
    public void What_failed_on_the_baseline_is_tried_once_on_a_candidate()
    {
        tree.WithBehaviours(
            "the-pkg",
            """
            calls = []

            def behaviour_first(): calls.append(1)
            def behaviour_second(): assert not calls
            """
        );
        var candidate = WithOwnScripts with { Mode = ProbeMode.Candidate };

        tree.Probe(candidate).Behaviour("the-pkg/second").Status.ShouldBe("ok", "alone, it works");
        tree.Probe(candidate with { Failed = ["the-pkg/second"] }).Behaviour("the-pkg/second").Status.ShouldBe("error");
    }

    [Fact]
    public void A_script_of_the_distribution_runs_function_by_function()
    {
        tree.WithBehaviours(
            "the-pkg",
            """
            import os
            import pkg

            def helper(): raise ValueError
            def behaviour_first(): assert pkg.value == 2
            def behaviour_crash(): os.abort()
            def behaviour_wrong(): assert pkg.value == 7
            def numeric_sums(): return [pkg.value, 0.1 + 0.2, b"x", {"b": None, "a": True}]
            """
        );

        var report = tree.Probe(WithOwnScripts);

        report
            .Behaviours.Statuses()
            .ShouldBe(["metadata/the-pkg ok", "the-pkg/crash crash", "the-pkg/first ok", "the-pkg/numeric/sums ok", "the-pkg/wrong error"]);
        report.Behaviour("the-pkg/wrong").Error!.Message.ShouldContain("assert pkg.value == 7");
        report.Behaviour("the-pkg/numeric/sums").Value.ShouldNotBeNull();
        report.Behaviour("the-pkg/first").Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("0.0", "-0.0")]
    [InlineData("1", "1.0")]
    [InlineData("'a'", "b'a'")]
    [InlineData("['a', 'b']", "['ab']")]
    [InlineData("[[1], 2]", "[[1, 2]]")]
    public void Values_that_differ_have_other_digests(string one, string other)
    {
        tree.WithBehaviours(
            "the-pkg",
            $"def behaviour_one(): return {one}\ndef behaviour_other(): return {other}\ndef behaviour_again(): return {one}"
        );

        var report = tree.Probe(WithOwnScripts);

        report.Behaviour("the-pkg/one").Value.ShouldNotBe(report.Behaviour("the-pkg/other").Value);
        report.Behaviour("the-pkg/one").Value.ShouldBe(report.Behaviour("the-pkg/again").Value);
    }

    [Fact]
    public void A_value_without_a_digest_is_an_error_and_not_chance()
    {
        tree.WithBehaviours("the-pkg", "def behaviour_one(): return object()");

        tree.Probe(WithOwnScripts).Behaviour("the-pkg/one").Error!.Type.ShouldBe("TypeError");
    }

    [Fact]
    public void Numbers_run_once_more_for_each_core_type_only_where_a_library_chooses_its_kernels()
    {
        tree.WithBehaviours(
            "the-pkg",
            "import os\ndef behaviour_plain(): pass\ndef numeric_core(): return os.environ.get('OPENBLAS_CORETYPE')"
        );
        var arguments = WithOwnScripts with { CoreTypes = ["PRESCOTT", "ARMV8", "NOSUCHCORE"] };
        tree.Probe(arguments).Behaviours.ShouldNotContain(result => result.Id.Contains('@'));

        var library = new byte[1_100_000];
        "\u007fELF openblas_get_corename\0OpenBLAS DYNAMIC_ARCH\0"u8.CopyTo(library);
        tree.With("pkg.libs/libblas.so.3", library);
        var again = tree.Probe(arguments).Behaviours.Single(result => result.Id.Contains('@'));

        again.Id.ShouldBeOneOf("the-pkg/numeric/core@PRESCOTT", "the-pkg/numeric/core@ARMV8");
        again.Value.ShouldNotBeNull();
    }

    [Fact]
    public void Slices_put_together_are_the_whole()
    {
        tree.With("a.py")
            .With("b.py", "import absent")
            .With("c/__init__.py", "from . import d")
            .With("c/d.py")
            .WithDistribution("a", "1", "a.py");
        var whole = tree.Probe();

        var slices = Enumerable.Range(0, 3).Select(index => tree.Probe(tree.Arguments with { Slice = new ProbeSlice(index, 3) })).ToList();
        var merged = ProbeReport.Merge(slices);

        merged.Modules.Statuses().ShouldBe(whole.Modules.Statuses());
        merged.Behaviours.Statuses().ShouldBe(whole.Behaviours.Statuses());
        merged.Imports.Count.ShouldBe(whole.Imports.Count);
        slices.ShouldAllBe(slice => slice.Modules.Count < whole.Modules.Count);
    }

    [Fact]
    public void Behaviours_that_are_not_asked_for_do_not_run()
    {
        tree.WithBehaviours("the-pkg", "def behaviour_one(): pass\ndef behaviour_two(): pass");

        tree.Probe(WithOwnScripts with { Only = ["the-pkg/two"] }).Behaviours.Statuses().ShouldBe(["the-pkg/two ok"]);
    }
}
