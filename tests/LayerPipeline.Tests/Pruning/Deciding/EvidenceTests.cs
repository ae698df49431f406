using CsCheck;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

public sealed class EvidenceTests
{
    [Fact]
    public void Without_evidence_rules_alone_decide() => Decisions.Of(["a.py", "tests/b.py", "c.h"]).Kept().ShouldBe(["a.py"]);

    [Fact]
    public void A_file_that_was_opened_stays_with_the_name_of_its_opener()
    {
        var decisions = Decisions.Of(
            ["a.py", "tests/b.csv", "tests/c.csv", "tests/test_a.py"],
            new Baseline().Opened("a", "a.py", "tests/b.csv")
        );

        decisions.Kept().ShouldBe(["a.py", "tests/b.csv"]);
        decisions["tests/b.csv"].Reason.ShouldBe("opened by a, which worked on the untouched packages");
        decisions["tests/b.csv"].Rule.ShouldBe("tests");
        decisions["a.py"].Reason.ShouldBeNull();
        decisions["tests/c.csv"].Rule.ShouldBe("tests");
    }

    [Fact]
    public void What_kept_modules_import_stays_from_one_to_the_next()
    {
        var baseline = new Baseline()
            .Imports("a.py", "tests/b.py", "c.py")
            .Imports("tests/b.py", "tests/c.py")
            .Imports("tests/c.py", "tests/b.py")
            .Imports("tests/d.py", "tests/e.py");

        var decisions = Decisions.Of(["a.py", "c.py", "tests/b.py", "tests/c.py", "tests/d.py", "tests/e.py"], baseline);

        decisions.Kept().ShouldBe(["a.py", "c.py", "tests/b.py", "tests/c.py"]);
        decisions["tests/b.py"].Reason.ShouldBe("imported at module level by a.py");
        decisions["tests/c.py"].Reason.ShouldBe("imported at module level by tests/b.py");
    }

    [Fact]
    public void What_an_opened_file_imports_stays_too()
    {
        var baseline = new Baseline().Opened("m", "tests/b.py").Imports("tests/b.py", "tests/c.py");

        Decisions.Of(["tests/b.py", "tests/c.py"], baseline).Kept().ShouldBe(["tests/b.py", "tests/c.py"]);
    }

    [Fact]
    public void What_files_import_that_the_request_or_repair_keeps_stays_too()
    {
        var baseline = new Baseline().Imports("tests/keep.py", "tests/b.py").Imports("tests/back.py", "tests/c.py");

        var decisions = Decisions.Of(
            ["tests/b.py", "tests/back.py", "tests/c.py", "tests/d.py", "tests/keep.py"],
            baseline,
            new() { Keep = ["tests/keep.py"] },
            new Dictionary<string, string> { ["python/tests/back.py"] = "restored: x fails" }
        );

        decisions.Kept().ShouldBe(["tests/b.py", "tests/back.py", "tests/c.py", "tests/keep.py"]);
        decisions["tests/keep.py"].Reason.ShouldBe("prune.keep names 'tests/keep.py'");
        decisions["tests/back.py"].Reason.ShouldBe("restored: x fails");
        decisions["tests/b.py"].Reason.ShouldBe("imported at module level by tests/keep.py");
    }

    [Fact]
    public void What_a_dropped_file_imports_is_no_evidence()
    {
        var baseline = new Baseline().Imports("a.py", "tests/b.py");

        Decisions.Of(["a.py", "tests/b.py"], baseline, new() { Drop = ["a.py"] }).Kept().ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_had_to_exist_keeps_its_smallest_file()
    {
        var baseline = new Baseline().Opened("a.lib", "a/tests/");

        var decisions = Decisions.Of(["a/tests/big.h=90", "a/tests/c.h=5", "a/tests/b.h=5", "a/tests/d.h=7"], baseline);

        decisions.Kept().ShouldBe(["a/tests/b.h"]);
        decisions["a/tests/b.h"].Reason.ShouldBe("keeps the folder a/tests/ importable: a.lib imports it");
    }

    [Fact]
    public void One_file_serves_nested_folders_and_the_deepest_chooses_it()
    {
        var baseline = new Baseline().Opened("a.tests", "a/tests/").Opened("a.tests.x", "a/tests/x/");

        var decisions = Decisions.Of(["a/tests/b.h=1", "a/tests/x/c.h=9", "a/tests/x/d.h=8"], baseline);

        decisions.Kept().ShouldBe(["a/tests/x/d.h"]);
        decisions["a/tests/x/d.h"].Reason.ShouldBe("keeps the folder a/tests/x/ importable: a.tests.x imports it");
    }

    [Fact]
    public void A_folder_with_a_file_that_stays_anyway_needs_no_other()
    {
        var baseline = new Baseline().Opened("a.tests", "a/tests/", "a/tests/x/y.h").Opened("b.tests", "b/tests/").Opened("c", "c/tests/");

        Decisions
            .Of(["a/tests/test_b.py", "a/tests/x/y.h", "b/tests/LICENSE", "b/tests/z.h", "c/tests.py"], baseline)
            .Kept()
            .ShouldBe(["a/tests/x/y.h", "b/tests/LICENSE", "c/tests.py"]);
    }

    [Fact]
    public void A_dropped_file_keeps_no_folder() =>
        Decisions
            .Of(["a/tests/b.h=1", "a/tests/c.h=2"], new Baseline().Opened("a.tests", "a/tests/"), new() { Drop = ["**/b.h"] })
            .Kept()
            .ShouldBe(["a/tests/c.h"]);

    [Fact]
    public void Whatever_is_kept_has_all_that_it_imports_and_all_that_was_opened()
    {
        var file = Gen.OneOf("a.py", "b.py", "tests/a.py", "tests/b.py", "tests/c.py", "x/tests/d.py", "x/e.h", "y/f.h");
        Gen.Select(Gen.Select(file, file).List[0, 12], file.List[0, 3], file.HashSet[0, 8])
            .Sample(
                (edges, opened, files) =>
                {
                    var baseline = new Baseline().Opened("m", [.. opened]);
                    foreach (var importer in edges.GroupBy(edge => edge.Item1, edge => edge.Item2, StringComparer.Ordinal))
                    {
                        baseline.Imports(importer.Key, [.. importer]);
                    }

                    var kept = Decisions.Of(files, baseline).Kept().ToHashSet(StringComparer.Ordinal);

                    edges
                        .Where(edge => kept.Contains(edge.Item1) && files.Contains(edge.Item2))
                        .ShouldAllBe(edge => kept.Contains(edge.Item2));
                    opened.Where(files.Contains).ShouldAllBe(path => kept.Contains(path));
                    foreach (var needless in kept.Where(path => RuleSet.Shipped.Match(path, Tier.Development) is not null))
                    {
                        var importers = edges.Where(edge => edge.Item2 == needless).Select(edge => edge.Item1);
                        (opened.Contains(needless) || importers.Any(kept.Contains)).ShouldBeTrue(needless);
                    }
                },
                iter: Effort.Rounds(quick: 200, all: 600)
            );
    }
}
