using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Recording;
using LayerPipeline.Tests.Checking;
using LayerPipeline.Tests.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Recording;

/// <summary>Whether imports may be lazy is said only where it was tried.</summary>
public sealed class LazyImportsTests
{
    private static readonly ProbeResult Works = ProbeResults.Ok("pkg/work") with { Value = "1" };

    [Theory]
    [InlineData("3.13", "Python 3.13 has no setting")]
    [InlineData("3.15", "no behaviour ran")]
    public void Where_nothing_was_tried_the_reason_is_given(string python, string reason)
    {
        var lazy = Of(python, Works);

        lazy.Safe.ShouldBeNull();
        lazy.Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void Imports_may_be_lazy_where_all_that_works_works_so_too()
    {
        var broken = ProbeResults.Ok("pkg/other") with { Status = "error" };

        var lazy = Of("3.15", Works, Works with { Id = "pkg/work@lazy" }, broken, broken with { Id = "pkg/other@lazy" });

        lazy.Safe.ShouldBe(true);
        lazy.Failed.ShouldBeEmpty();
        lazy.Reason.ShouldBeNull();
    }

    [Fact]
    public void What_fails_or_computes_something_else_with_lazy_imports_is_named()
    {
        var lazy = Of(
            "3.15",
            Works,
            Works with
            {
                Id = "pkg/work@lazy",
                Status = "error",
            },
            Works with
            {
                Id = "pkg/sum",
            },
            Works with
            {
                Id = "pkg/sum@lazy",
                Value = "2",
            }
        );

        lazy.Safe.ShouldBe(false);
        lazy.Failed.ShouldBe(["pkg/work", "pkg/sum"]);
    }

    [Fact]
    public void What_has_no_result_with_lazy_imports_was_not_shown_to_work_so()
    {
        var lazy = Of("3.15", Works, Works with { Id = "pkg/work@lazy" }, Works with { Id = "pkg/lost" });

        lazy.Safe.ShouldBe(false);
        lazy.Failed.ShouldBe(["pkg/lost"]);
    }

    [Fact]
    public void What_runs_for_another_core_type_has_no_run_with_lazy_imports()
    {
        var core = PlanFor("3.15").ProbeArguments.CoreTypes[0];

        var lazy = Of("3.15", Works, Works with { Id = "pkg/work@lazy" }, Works with { Id = "pkg/work@" + core });

        lazy.Safe.ShouldBe(true);
    }

    [Fact]
    public void The_probe_runs_nothing_lazily_for_another_core_type()
    {
        var library = new byte[1_100_000];
        "\u007fELF openblas_get_corename\0OpenBLAS DYNAMIC_ARCH\0"u8.CopyTo(library);
        using var tree = new ProbeTree()
            .With("pkg.py")
            .With("pkg.libs/libblas.so.3", library)
            .WithDistribution("pkg", "1", "pkg.py")
            .WithBehaviours("pkg", "def numeric_sum(): return '1'");

        var report = tree.Probe(
            tree.Arguments with
            {
                Mode = ProbeMode.Candidate,
                Behaviours = tree.Path("behaviours"),
                CoreTypes = ["PRESCOTT", "ARMV8"],
                LazyImports = true,
            }
        );

        var ids = report.Behaviours.Select(each => each.Id).Where(id => id.StartsWith("pkg/", StringComparison.Ordinal)).ToList();
        ids.Count.ShouldBe(3);
        ids.Count(id => id.Contains('@', StringComparison.Ordinal) && !id.EndsWith("@lazy", StringComparison.Ordinal)).ShouldBe(1);
        ids.ShouldContain("pkg/numeric/sum@lazy");
    }

    [Fact]
    public void Behaviours_run_once_more_with_the_setting_and_the_others_without()
    {
        using var tree = new ProbeTree().With("pkg.py");
        const string Code = "import os; assert os.environ.get('PYTHON_LAZY_IMPORTS') == 'all'";

        var report = tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate, Probes = [Code], LazyImports = true });

        report.Behaviours.Statuses().ShouldBe(["request/1 error", "request/1@lazy ok"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("3.13", false)]
    [InlineData("3.15", true)]
    public void The_probe_is_told_to_try_them_where_the_runtime_has_the_setting(string python, bool expected)
    {
        var plan = PlanFor(python);

        plan.Runtime.LazyImports.ShouldBe(expected);
        plan.ProbeArguments.LazyImports.ShouldBe(expected);
    }

    private static LazyImports Of(string python, params ProbeResult[] results) =>
        LazyImports.Of(PlanFor(python), ProbeResults.Report([], results));

    private static BuildPlan PlanFor(string python)
    {
        var prune = new PruneRequest { UpTo = Tier.Kernels.Name };
        var request = new LayerRequest
        {
            Packages = ["pkg"],
            Python = [python],
            Prune = prune,
        };
        return new Planner().Plan(request, new DateOnly(2026, 11, 27))[0];
    }
}
