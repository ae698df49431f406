using LayerPipeline.Judging;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

public sealed class JudgeTests
{
    [Fact]
    public void A_layer_without_regressions_is_published()
    {
        var judgement = Judge(Pruned(Removed("pkg/tests/a.py")));

        judgement.Verdict.ShouldBe(Verdict.Publish);
        judgement.Log.Rounds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pkg.tests.a", "pkg/tests/a.py")]
    [InlineData("pkg.tests", "pkg/tests/__init__.py")]
    [InlineData("pkg._tests", "pkg/_tests.cpython-313-x86_64-linux-gnu.so")]
    [InlineData("pkg._abi", "pkg/_abi.abi3.so")]
    [InlineData("pkg._plain", "pkg/_plain.so")]
    public void A_missing_module_gives_back_its_file_and_the_packages_above(string module, string expected)
    {
        var judgement = Judge(
            Pruned(
                Kept("pkg/__init__.py"),
                Removed("pkg/tests/__init__.py"),
                Removed("pkg/tests/a.py"),
                Removed("pkg/tests/ab.py"),
                Removed("pkg/tests/a.pyi"),
                Removed("pkg/_tests.cpython-313-x86_64-linux-gnu.so"),
                Removed("pkg/_tests.h"),
                Removed("pkg/_abi.abi3.so"),
                Removed("pkg/_plain.so")
            ),
            MissingModule(module)
        );

        judgement.Verdict.ShouldBe(Verdict.Repair);
        judgement
            .Restored()
            .ShouldBe(
                expected.StartsWith("pkg/tests/", StringComparison.Ordinal)
                    ? new[] { "pkg/tests/__init__.py", expected }.Distinct()
                    : [expected]
            );
    }

    [Fact]
    public void A_missing_folder_without_an_init_gets_its_smallest_file_back()
    {
        var pruned = Pruned(
            Removed("pkg/tests/b.py") with
            {
                Bytes = 30,
            },
            Removed("pkg/tests/c.so") with
            {
                Bytes = 20,
            },
            Removed("pkg/tests/deep/e.py") with
            {
                Bytes = 10,
            },
            Removed("pkg/lib/z.pc"),
            Removed("pkg/lib/y.pc")
        );

        Judge(pruned, MissingModule("pkg.tests")).Restored().ShouldBe(["pkg/tests/deep/e.py"]);
        Judge(pruned, MissingModule("pkg.lib")).Restored().ShouldBe(["pkg/lib/y.pc"]);
    }

    [Theory]
    [InlineData("pkg/tests/data/a.csv", "pkg/tests/__init__.py pkg/tests/data/a.csv")]
    [InlineData("pkg/tests/data", "pkg/tests/__init__.py pkg/tests/data/a.csv pkg/tests/data/b/c.csv")]
    public void A_missing_file_or_folder_is_given_back(string file, string expected) =>
        Judge(
                Pruned(
                    Removed("pkg/tests/__init__.py"),
                    Removed("pkg/tests/data/a.csv"),
                    Removed("pkg/tests/data/b/c.csv"),
                    Removed("pkg/tests/database.csv")
                ),
                MissingFile(file)
            )
            .Restored()
            .ShouldBe(expected.Split(' '));

    [Theory]
    [InlineData("libx.so.1")]
    [InlineData("/opt/python/pkg.libs/libx.so.1")]
    public void A_missing_library_is_given_back_by_its_name(string library) =>
        Judge(Pruned(Removed("pkg.libs/libx.so.1"), Removed("pkg.libs/libx.so.10")), MissingLibrary(library))
            .Restored()
            .ShouldBe(["pkg.libs/libx.so.1"]);

    [Fact]
    public void Several_failures_are_mended_in_one_round_and_each_file_has_its_own_reason()
    {
        var judgement = Judge(
            Pruned(Removed("pkg/tests/a.py"), Removed("pkg/tests/b.py"), Removed("pkg/tests/c.py")),
            MissingModule("pkg.tests.a", "pkg.one"),
            MissingModule("pkg.tests.b", "pkg.two"),
            MissingModule("pkg.tests.a", "pkg.three")
        );

        judgement
            .Log.Restored.Select(restoration => restoration.Because)
            .ShouldBe([
                "restored: without it pkg.one fails with ModuleNotFoundError: No module named 'pkg.tests.a'",
                "restored: without it pkg.two fails with ModuleNotFoundError: No module named 'pkg.tests.b'",
            ]);
        judgement.Log.Rounds.ShouldHaveSingleItem().FailureCount.ShouldBe(3);
        judgement.Log.Rounds[0].Failures.ShouldBe(["pkg.one", "pkg.two", "pkg.three"]);
    }

    [Fact]
    public void Hundreds_of_failures_are_counted_and_the_first_are_listed()
    {
        var judgement = Judge(Pruned(Removed("a.h")), [.. Enumerable.Range(0, 300).Select(i => Failure(error: null, $"m{i}"))]);

        judgement.Log.Rounds[0].FailureCount.ShouldBe(300);
        judgement.Log.Rounds[0].Failures.Count.ShouldBe(50);
    }

    [Fact]
    public void A_file_that_the_request_drops_is_never_given_back_and_the_text_says_where_to_change_that()
    {
        var judgement = Judge(Pruned(Dropped("pkg/tests/a.py")), MissingModule("pkg.tests.a", "pkg.x"));

        judgement.Verdict.ShouldBe(Verdict.Stop);
        judgement.Log.Restored.ShouldBeEmpty();
        judgement.Problem!.ShouldContain("prune.drop");
        judgement.Problem!.ShouldContain("python/pkg/tests/a.py");
        judgement.Problem!.ShouldContain("pkg.x");
    }

    [Fact]
    public void A_failure_that_remains_with_all_but_dropped_files_back_names_the_drop_as_well()
    {
        var pruned = Pruned(Removed("pkg/a.h"), Dropped("pkg/b.py"));
        var first = Judge(pruned, Unexplained());
        first.Restored().ShouldBe(["pkg/a.h"]);

        var second = LayerPipeline.Judging.Judge.Decide([Unexplained()], Pruned(Kept("pkg/a.h"), Dropped("pkg/b.py")), first.Log);

        second.Verdict.ShouldBe(Verdict.Stop);
        second.Problem!.ShouldContain("prune.drop");
    }

    [Fact]
    public void A_failure_where_nothing_was_removed_has_another_cause()
    {
        var judgement = Judge(Pruned(Kept("pkg/a.py"), Removed("pkg/", rule: "folders")), Unexplained());

        judgement.Verdict.ShouldBe(Verdict.Stop);
        judgement.Problem!.ShouldContain("pruning did not cause the failure");
    }

    [Fact]
    public void A_failure_that_names_nothing_gives_back_its_distribution_or_else_everything()
    {
        var pruned = Pruned(Removed("b/b.h", "b"), Removed("a/a.h", "a"), Removed("a/b.h", "a"), Removed("c.h", distribution: null));

        Judge(pruned, Unexplained("a")).Restored().ShouldBe(["a/a.h", "a/b.h"]);
        Judge(pruned, Unexplained("none")).Restored().ShouldBe(["a/a.h", "a/b.h", "b/b.h", "c.h"]);
        Judge(pruned, Unexplained(distribution: null)).Restored().Count().ShouldBe(4);
        Judge(pruned, Unexplained("a"))
            .Log.Restored[0]
            .Because.ShouldBe("restored: without one of the files of its group pkg.x fails with AssertionError: 1 != 2");
    }

    [Fact]
    public void A_trimmed_library_can_be_given_back_and_an_adjusted_record_can_not()
    {
        var pruned = Pruned(
            Kept("pkg/__init__.py"),
            Changed("pkg/a.so", "trim"),
            Changed("pkg.libs/libb.so.1", "trim"),
            Changed("pkg-1.dist-info/RECORD", tier: null)
        );

        Judge(pruned, MissingLibrary("libb.so.1")).Restored().ShouldBe(["pkg.libs/libb.so.1"]);
        Judge(pruned, Unexplained()).Restored().ShouldBe(["pkg.libs/libb.so.1", "pkg/a.so"]);
    }

    [Fact]
    public void The_last_round_gives_back_all_of_the_distributions_that_the_failures_name()
    {
        var pruned = Pruned(Removed("a/x.py", "a"), Removed("a/y.py", "a"), Removed("b/z.py", "b"), Removed("c/z.py", "c"));
        var log = new RepairLog { Rounds = [.. Enumerable.Repeat(LayerPipeline.Judging.Judge.Round([], []), RepairLog.MaxRounds - 1)] };

        var judgement = LayerPipeline.Judging.Judge.Decide([MissingModule("a.x") with { Distribution = "b" }], pruned, log);

        judgement.Restored().ShouldBe(["a/x.py", "a/y.py", "b/z.py"]);
        judgement.Log.Rounds.Count.ShouldBe(RepairLog.MaxRounds);
    }

    [Fact]
    public void After_the_last_round_a_failure_stops_the_build()
    {
        var log = new RepairLog { Rounds = [.. Enumerable.Repeat(LayerPipeline.Judging.Judge.Round([], []), RepairLog.MaxRounds)] };

        var judgement = LayerPipeline.Judging.Judge.Decide([MissingModule("a")], Pruned(Removed("a.py")), log);

        judgement.Verdict.ShouldBe(Verdict.Stop);
        judgement.Problem!.ShouldContain("still broken after 5 repair rounds");
    }
}
