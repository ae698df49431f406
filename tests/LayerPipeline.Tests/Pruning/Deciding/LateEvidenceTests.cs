using LayerPipeline.Formats.Contents;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>Evidence of what is used when functions are called.</summary>
public sealed class LateEvidenceTests
{
    [Fact]
    public void What_a_function_of_a_kept_module_imports_stays_with_what_that_imports()
    {
        var baseline = new Baseline()
            .Later("p/a.py", "p/tests/b.py")
            .Imports("p/tests/b.py", "p/tests/c.py")
            .Later("p/tests/d.py", "p/tests/e.py");

        var decisions = Decisions.Of(["p/a.py", "p/tests/b.py", "p/tests/c.py", "p/tests/d.py", "p/tests/e.py"], baseline);

        decisions.Kept().ShouldBe(["p/a.py", "p/tests/b.py", "p/tests/c.py"]);
        decisions["p/tests/b.py"].Reason.ShouldBe("imported by p/a.py when one of its functions is called");
    }

    [Fact]
    public void A_file_that_a_kept_file_names_stays_and_what_only_a_removed_one_names_goes()
    {
        var baseline = new Baseline()
            .Names("p/a.py", "p/docs/a.md", "p/tests/_plugin.py")
            .Names("p/tests/_plugin.py", "p/docs/b.md")
            .Names("p/tests/test_a.py", "p/docs/c.md");

        var decisions = Decisions.Of(
            ["p/a.py", "p/docs/a.md", "p/docs/b.md", "p/docs/c.md", "p/tests/_plugin.py", "p/tests/test_a.py"],
            baseline
        );

        decisions.Kept().ShouldBe(["p/a.py", "p/docs/a.md", "p/docs/b.md", "p/tests/_plugin.py"]);
        decisions["p/docs/b.md"].Reason.ShouldBe("named by p/tests/_plugin.py");
    }

    [Fact]
    public void All_of_a_named_folder_stays_that_rules_take_by_its_name()
    {
        var baseline = new Baseline().Names("p/a.py", "p/docs/**");

        var decisions = Decisions.Of(["p/a.py", "p/docs/a.md", "p/docs/x/b.md", "p/docs/x/__pycache__/c.pyc", "p/doc/d.md"], baseline);

        decisions.Kept().ShouldBe(["p/a.py", "p/docs/a.md", "p/docs/x/b.md"]);
        decisions["p/docs/a.md"].Reason.ShouldBe("in p/docs/, which p/a.py names");
    }

    [Fact]
    public void A_folder_that_is_asked_for_keeps_one_file()
    {
        var baseline = new Baseline().Names("p/a.py", "p/tests/");

        var decisions = Decisions.Of(["p/a.py", "p/tests/test_a.py=20", "p/tests/test_b.py=10"], baseline);

        decisions.Kept().ShouldBe(["p/a.py", "p/tests/test_b.py"]);
        decisions["p/tests/test_b.py"].Reason.ShouldBe("keeps the folder p/tests/: p/a.py asks for it");
    }

    [Fact]
    public void A_listed_folder_keeps_what_is_in_it_but_no_tests_and_a_listed_package_no_headers()
    {
        var baseline = new Baseline().Listed("p", "p/docs", "p/tests", "p");

        var decisions = Decisions.Of(
            ["p/__init__.py", "p/docs/a.md", "p/docs/a.h", "p/docs/more/b.md", "p/x.h", "p/tests/data.csv", "p/tests/test_a.py"],
            baseline
        );

        decisions.Kept().ShouldBe(["p/__init__.py", "p/docs/a.md", "p/docs/a.h", "p/x.h", "p/tests/data.csv"], ignoreOrder: true);
        decisions["p/docs/a.md"].Reason.ShouldBe("in p/docs/, which p listed on the untouched packages");
        decisions["p/x.h"].Reason!.ShouldContain("no compiled code");
        decisions["p/tests/data.csv"].Reason.ShouldBe("keeps the folder p/tests/: p asks for it");
    }

    [Fact]
    public void What_compiled_code_opened_stays()
    {
        var decisions = Decisions.Of(
            ["p/a.py", "p/docs/a.xsd", "p/docs/b.xsd"],
            new Baseline().OpenedOutside("p/docs/a.xsd", "p/gone.xsd")
        );

        decisions.Kept().ShouldBe(["p/a.py", "p/docs/a.xsd"]);
        decisions["p/docs/a.xsd"].Reason.ShouldBe("opened by compiled code while the packages were probed");
    }

    [Fact]
    public void Where_a_distribution_has_compiled_code_only_the_sources_stay_that_are_read()
    {
        string[] paths = ["pure/a.py", "pure/k/a.cl.h", "pure/k/b.c", "built/a.py", "built/a.h", "built/b.c", "built/c.so"];
        var baseline = new Baseline().Names("pure/a.py", "pure/k/b.c").Names("built/a.py", "built/b.c");
        var planner = new PrunePlanner(RuleSet.Shipped, new(), new Evidence(baseline.Report), new Dictionary<string, string>())
        {
            Kinds = EntryKinds.Of([new("python/built/c.so", FileKind.Library)]),
        };

        var kept = planner
            .Decide([.. paths.Select(path => Decisions.Entry("python/" + path))])
            .Where(decision => decision.Action == EntryAction.Kept)
            .Select(decision => decision.Path["python/".Length..]);

        kept.ShouldBe(["pure/a.py", "pure/k/a.cl.h", "pure/k/b.c", "built/a.py", "built/b.c", "built/c.so"]);
    }

    [Fact]
    public void What_stays_with_a_named_file_keeps_what_it_names_itself()
    {
        var baseline = new Baseline()
            .Names("p/a.py", "p/k/b.c")
            .Names("p/k/a.cl.h", "p/docs/a.md", "p/tests/")
            .Names("p/tests/data.csv", "p/docs/b.md");

        var decisions = Decisions.Of(["p/a.py", "p/docs/a.md", "p/docs/b.md", "p/k/a.cl.h", "p/k/b.c", "p/tests/data.csv"], baseline);

        decisions.Kept().ShouldBe(["p/a.py", "p/docs/a.md", "p/docs/b.md", "p/k/a.cl.h", "p/k/b.c", "p/tests/data.csv"]);
        decisions["p/docs/a.md"].Reason.ShouldBe("named by p/k/a.cl.h");
    }

    [Fact]
    public void Tiers_on_demand_are_not_held_by_what_is_used_later()
    {
        var files = new ProposedFiles();
        files.Add("p/extra/a.py", RuleSet.Shipped.Match("p/tests/a.py", Tier.Development), data: true, unused: false);
        var baseline = new Baseline().Later("p/a.py", "p/extra/a.py").Names("p/a.py", "p/extra/a.py");

        new Evidence(baseline.Report).Needed([("p/a.py", 1), ("p/extra/a.py", 1)], files).ShouldBeEmpty();
    }
}
