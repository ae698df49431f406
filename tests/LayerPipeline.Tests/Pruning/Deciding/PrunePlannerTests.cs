using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

public sealed class PrunePlannerTests
{
    [Fact]
    public void Keep_wins_over_rules_and_says_so()
    {
        var decisions = Decisions.Of(["a/tests/b.py", "a/tests/c.py"], request: new() { Keep = ["a/tests/b*"] });

        decisions.Kept().ShouldBe(["a/tests/b.py"]);
        decisions["a/tests/b.py"].Reason.ShouldBe("prune.keep names 'a/tests/b*'");
        decisions["a/tests/b.py"].Rule.ShouldBe("tests");
    }

    [Fact]
    public void Globs_may_be_written_as_reports_write_paths()
    {
        var request = new PruneRequest { Keep = ["python/a/tests/b*"], Drop = ["python/c.py"] };

        Decisions.Of(["a/tests/b.py", "a/tests/c.py", "c.py"], request: request).Kept().ShouldBe(["a/tests/b.py"]);
    }

    [Fact]
    public void Globs_that_no_file_matches_are_told()
    {
        var request = new PruneRequest { Keep = ["a/*", "b/**"], Drop = ["python/a/x.py", "nothing"] };
        var planner = new PrunePlanner(RuleSet.Shipped, request, Evidence.None, new Dictionary<string, string>());

        planner
            .Unmatched([Decisions.Entry("python/a/x.py"), Decisions.Entry("python/b/")])
            .ShouldBe(["prune.keep 'b/**'", "prune.drop 'nothing'"]);
    }

    [Fact]
    public void Drop_wins_over_evidence_keep_repair_and_protection()
    {
        var decisions = Decisions.Of(
            ["a.py", "tests/b.py", "x-1.dist-info/METADATA"],
            new Baseline().Opened("a", "a.py", "tests/b.py"),
            new() { Drop = ["a.py", "tests", "*.dist-info/*"], Keep = ["**/*.py"] },
            new Dictionary<string, string> { ["python/a.py"] = "restored" }
        );

        decisions.Kept().ShouldBeEmpty();
        decisions.Values.ShouldAllBe(decision => decision.Rule == PrunePlanner.DropRule);
        decisions["tests/b.py"].Reason.ShouldBe("prune.drop names 'tests'");
    }

    [Fact]
    public void Entries_for_folders_go_with_a_reason_even_where_keep_names_them()
    {
        var decisions = Decisions.Of(["a/", "a/b.py"], request: new() { Keep = ["**"] });

        decisions["a/"].Action.ShouldBe(EntryAction.Removed);
        decisions["a/"].Rule.ShouldBe(PrunePlanner.FolderRule);
        decisions["a/"].Reason!.ShouldContain("folder");
    }

    [Fact]
    public void What_lies_beside_python_stays()
    {
        var planner = new PrunePlanner(RuleSet.Shipped, new() { Drop = ["**"] }, Evidence.None, new Dictionary<string, string>());

        var decisions = planner.Decide([Decisions.Entry("bin/tool"), Decisions.Entry("lib/tests/x.h"), Decisions.Entry("pythonic/a.pyc")]);

        decisions.ShouldAllBe(decision => decision.Action == EntryAction.Kept && decision.Rule == null);
    }

    [Fact]
    public void What_repair_put_back_is_marked_so_that_no_tier_changes_it()
    {
        var decisions = Decisions.Of(["a.so", "b.so"], restored: new Dictionary<string, string> { ["python/a.so"] = "restored: why" });

        decisions["a.so"].IsRestored.ShouldBeTrue();
        decisions["a.so"].Reason.ShouldBe("restored: why");
        decisions["b.so"].IsRestored.ShouldBeFalse();
    }

    [Fact]
    public void The_highest_tier_is_the_requests()
    {
        string[] paths = ["a.py", "__pycache__/a.cpython-313.pyc", "tests/b.py"];

        Decisions.Of(paths, request: new() { UpTo = "residue" }).Kept().ShouldBe(["a.py", "tests/b.py"]);
        Decisions.Of(paths, request: new() { UpTo = "development" }).Kept().ShouldBe(["a.py"]);
    }

    [Fact]
    public void Each_entry_has_one_decision_in_order_with_its_bytes()
    {
        var planner = new PrunePlanner(RuleSet.Shipped, new(), Evidence.None, new Dictionary<string, string>());

        var decisions = planner.Decide([Decisions.Entry("python/b.h", 5), Decisions.Entry("python/a.py", 7)]);

        decisions
            .Select(d => (d.Path, d.Action, d.Bytes, d.BytesAfter))
            .ShouldBe([("python/b.h", EntryAction.Removed, 5L, 0L), ("python/a.py", EntryAction.Kept, 7L, 7L)]);
    }

    [Fact]
    public void The_summary_adds_up_by_rule_and_by_distribution()
    {
        var decisions = Decisions.Of(
            ["a.py=100", "a.h=20", "b.h=3", "tests/c.py=7", "d.txt=1"],
            new Baseline().Opened("a", "b.h"),
            new() { Drop = ["d.txt"] }
        );

        var report = PruneSummary.Make(RuleSet.Shipped, Tier.Development, PruneOptions.Default, [.. decisions.Values]);

        report.BytesBefore.ShouldBe(131);
        report.BytesAfter.ShouldBe(103);
        report.Tiers.ShouldBe(["residue", "development"]);
        report
            .Rules.Select(rule => (rule.Rule, rule.Removed, rule.RemovedBytes, rule.Kept, rule.KeptBytes))
            .ShouldBe([("tests", 1, 7L, 0, 0L), ("headers", 1, 20L, 1, 3L), ("drop", 1, 1L, 0, 0L)]);
        report
            .Distributions.Select(total => (total.Distribution, total.Files, total.BytesBefore, total.FilesAfter, total.BytesAfter))
            .ShouldBe([("pkg", 5, 131L, 2, 103L)]);
    }
}
