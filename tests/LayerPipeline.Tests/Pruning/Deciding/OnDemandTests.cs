using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>What goes with the tiers data and unused, and what evidence keeps of it.</summary>
public sealed class OnDemandTests
{
    private static readonly RuleSet Rules = RuleSet.Parse(
        Encoding.UTF8.GetBytes(
            """
            {
              "rules": [
                { "id": "tests", "tier": "development", "patterns": ["**/tests/**"], "reason": "r", "source": "s" },
                { "id": "extra", "tier": "data", "patterns": ["a/extra/**"], "reason": "r", "source": "s", "breaks": "b" },
                { "id": "places", "tier": "data", "patterns": ["a/places/{name}.dat", "a/places/{name}/**"], "always": ["root"], "parents": "_-",
                  "reason": "r", "source": "s", "breaks": "b" }
              ],
              "protected": [{ "id": "licences", "patterns": ["**/LICENSE"], "reason": "r", "source": "s" }]
            }
            """
        )
    );

    [Fact]
    public void A_rule_of_the_tier_data_removes_nothing_until_it_is_applied()
    {
        string[] files = ["a/b.py", "a/extra/c.py"];

        Kept(files).ShouldBe(files);
        Kept(files, data: ["extra"]).ShouldBe(["a/b.py"]);
    }

    [Fact]
    public void That_a_module_of_the_feature_can_be_imported_does_not_keep_it_but_what_stays_imports_does()
    {
        string[] files = ["a/b.py", "a/extra/__init__.py", "a/extra/c.py", "a/extra/d.dat", "a/extra/e.py"];
        var baseline = new Baseline()
            .Opened("a.extra", "a/extra/__init__.py")
            .Opened("a.extra.c", "a/extra/c.py", "a/extra/d.dat")
            .Imports("a/b.py", "a/extra/e.py");

        Kept(files, baseline, ["extra"]).ShouldBe(["a/b.py", "a/extra/e.py"]);
    }

    [Theory]
    [InlineData("a/x", true)]
    [InlineData("entrypoint/a/a.plugins/x", true)]
    [InlineData("request/1", true)]
    [InlineData("entrypoint/a/console_scripts/x", false)]
    public void What_a_behaviour_opened_stays_though_a_module_opened_it_first_but_scripts_do_not_count(string behaviour, bool stays)
    {
        var baseline = new Baseline().Opened("a.extra.c", "a/extra/c.py", "a/extra/d.dat").Used(behaviour, "a/extra/d.dat");

        Kept(["a/b.py", "a/extra/c.py", "a/extra/d.dat"], baseline, ["extra"]).ShouldBe(stays ? ["a/b.py", "a/extra/d.dat"] : ["a/b.py"]);
    }

    [Fact]
    public void A_module_that_something_needs_after_all_keeps_what_it_opened()
    {
        var baseline = new Baseline()
            .Opened("a.extra.c", "a/extra/c.py", "a/extra/d.dat")
            .Opened("b", "a/extra/z.dat")
            .Imports("a/extra/z.dat", "a/extra/c.py");

        // d.dat comes before what keeps its module.
        Kept(["a/extra/c.py", "a/extra/d.dat", "a/extra/e.py", "a/extra/z.dat"], baseline, ["extra"])
            .ShouldBe(["a/extra/c.py", "a/extra/d.dat", "a/extra/z.dat"]);
    }

    [Fact]
    public void What_tests_need_only_for_a_feature_that_goes_goes_with_it_as_the_lower_tiers()
    {
        string[] files = ["a/extra/__init__.py", "a/tests/data.txt"];
        var baseline = new Baseline().Opened("a.extra", "a/extra/__init__.py", "a/tests/data.txt");

        Kept(files, baseline).ShouldBe(files);
        Decide(files, baseline, ["extra"]).Select(decision => decision.Rule).ShouldBe(["extra", "tests"]);
    }

    [Fact]
    public void A_folder_without_init_that_goes_as_a_whole_keeps_no_file_to_be_importable()
    {
        string[] files = ["a/extra/c.py", "a/extra/d.py"];
        var baseline = new Baseline().Opened("a.extra", "a/extra/").Opened("a.extra.c", "a/extra/c.py");

        Kept(files, baseline, ["extra"]).ShouldBeEmpty();
        Kept(files, baseline.Used("a/x", "a/extra/"), ["extra"]).Count().ShouldBe(1);
    }

    [Fact]
    public void Names_stay_with_what_all_need_and_with_their_parents()
    {
        string[] files = ["a/places/de.dat", "a/places/de_AT.dat", "a/places/de_CH.dat", "a/places/fr/x.dat", "a/places/root.dat"];

        Kept(files, data: ["places"]).ShouldBe(["a/places/root.dat"]);
        Kept(files, data: ["places"], names: new() { ["places"] = ["de_AT", "fr"] })
            .ShouldBe(["a/places/de.dat", "a/places/de_AT.dat", "a/places/fr/x.dat", "a/places/root.dat"]);
    }

    [Theory]
    [InlineData("de_at", "'de_at' is not in the packages (did you mean 'de_AT'?); 'places' has de_AT, fr")]
    [InlineData("zzzzzz", "'zzzzzz' is not in the packages; 'places' has de_AT, fr")]
    public void A_name_that_the_packages_lack_is_an_error_with_what_there_is(string name, string problem)
    {
        var planner = Planner(null, new() { ["places"] = ["fr", name] });

        var propose = () => planner.Propose([.. new[] { "a/places/de_AT.dat", "a/places/fr.dat", "a/places/root.dat" }.Select(Entry)]);

        propose.ShouldThrow<InvalidRequestException>().Message.ShouldBe($"data.places[1]: {problem}");
    }

    [Fact]
    public void A_name_for_packages_that_are_not_there_is_an_error()
    {
        var propose = () => Planner(null, new() { ["places"] = ["de"] }).Propose([Entry("b.py")]);

        propose.ShouldThrow<InvalidRequestException>().Message.ShouldContain("the packages have none of its files");
    }

    [Fact]
    public void Keep_and_protection_hold_against_the_tier_data()
    {
        string[] files = ["a/extra/LICENSE", "a/extra/b.dat", "a/extra/c.dat"];

        Kept(files, data: ["extra"], request: new() { Keep = ["a/extra/b*"] }).ShouldBe(["a/extra/LICENSE", "a/extra/b.dat"]);
    }

    [Fact]
    public void Unused_is_what_neither_the_requests_probes_nor_their_imports_nor_metadata_touch_whole_folders_first()
    {
        string[] files =
        [
            "a/__init__.py",
            "a/LICENSE",
            "a/big.py=900",
            "a/lazy/__init__.py",
            "a/lazy/big.so=500",
            "a/small/x.py=20",
            "a/used/__init__.py",
            "a/used/helper.py",
            "b/__init__.py=40",
            "b/c/d.py=40",
            "a-1.dist-info/METADATA",
            "a-1.dist-info/entry_points.txt",
            "c.pth",
        ];
        var baseline = new Baseline()
            .Opened("a", [.. files.Select(file => file.Split('=')[0])])
            .Used("a/behaviour", "a/small/x.py")
            .Used("metadata/a", "a-1.dist-info/METADATA")
            .Used("request/1", "a/__init__.py", "a/used/__init__.py")
            .Imports("a/used/__init__.py", "a/used/helper.py");
        var proposals = Planner(baseline).Propose([.. files.Select(Entry)]);

        var groups = proposals.Unused(proposals.Always);

        groups.Select(group => group.Path).ShouldBe(["a/lazy/", "b/", "a/small/", "a/big.py"]);
        Paths(proposals.Decide(new OnDemand { Unused = groups }))
            .ShouldBe([
                "a/__init__.py",
                "a/LICENSE",
                "a/used/__init__.py",
                "a/used/helper.py",
                "a-1.dist-info/METADATA",
                "a-1.dist-info/entry_points.txt",
                "c.pth",
            ]);
    }

    [Fact]
    public void Parts_that_the_request_names_stay_in_the_tier_unused_too()
    {
        var planner = Planner(new Baseline().Used("request/1", "a.py"), new() { ["places"] = ["fr"] });
        var proposals = planner.Propose([Entry("a.py"), Entry("a/places/de.dat"), Entry("a/places/fr.dat")]);

        proposals.Unused(proposals.Always).Select(group => group.Path).ShouldBe(["a/places/de.dat"]);
    }

    [Fact]
    public void What_stays_keeps_what_it_imports_of_the_unused()
    {
        var baseline = new Baseline().Used("request/1", "a.py").Imports("b.py", "c/d.py");
        var proposals = Planner(baseline).Propose([Entry("a.py"), Entry("b.py"), Entry("c/d.py"), Entry("c/e.py")]);
        var folder = proposals.Unused(proposals.Always).Single(group => group.IsFolder);

        Paths(proposals.Decide(new OnDemand { Unused = [folder] })).ShouldBe(["a.py", "b.py", "c/d.py"]);
    }

    [Fact]
    public void Without_a_probe_that_worked_nothing_is_called_unused()
    {
        Planner(new Baseline()).Propose([]).WhyNoUnused!.ShouldContain("none of the request's probes");
        Planner(new Baseline().Behaviour("request/1", "error", "a.py")).Propose([]).WhyNoUnused!.ShouldContain("request/1 failed");
        Planner(new Baseline().Used("request/1", "a.py")).Propose([]).WhyNoUnused.ShouldBeNull();
    }

    private static IEnumerable<string> Kept(
        string[] files,
        Baseline? baseline = null,
        string[]? data = null,
        Dictionary<string, IReadOnlyList<string>>? names = null,
        PruneRequest? request = null
    ) => Paths(Decide(files, baseline, data, names, request));

    private static IReadOnlyList<EntryDecision> Decide(
        string[] files,
        Baseline? baseline = null,
        string[]? data = null,
        Dictionary<string, IReadOnlyList<string>>? names = null,
        PruneRequest? request = null
    ) =>
        Planner(baseline, names, request)
            .Propose([.. files.Select(Entry)])
            .Decide(new OnDemand { Data = [.. Rules.Data.Where(rule => data?.Contains(rule.Rule.Id) == true)] });

    private static PrunePlanner Planner(
        Baseline? baseline,
        Dictionary<string, IReadOnlyList<string>>? names = null,
        PruneRequest? request = null
    ) =>
        new(
            Rules,
            request ?? new PruneRequest(),
            baseline is null ? Evidence.None : new Evidence(baseline.Report),
            new Dictionary<string, string>(),
            names
        );

    private static IEnumerable<string> Paths(IEnumerable<EntryDecision> decisions) =>
        decisions.Where(decision => decision.Action != EntryAction.Removed).Select(decision => decision.Path["python/".Length..]);

    private static ZipEntry Entry(string file) =>
        Decisions.Entry("python/" + file.Split('=')[0], file.Split('=') is [_, var bytes] ? long.Parse(bytes) : 10);
}
