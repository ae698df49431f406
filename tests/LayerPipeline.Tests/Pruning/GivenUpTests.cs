using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning;

public sealed class GivenUpTests
{
    private static readonly string DataRule = RuleSet.Shipped.Data[0].Rule.Id;

    [Fact]
    public void Modules_are_named_by_their_own_files_and_only_those_that_the_request_dropped()
    {
        EntryDecision[] entries =
        [
            Removed("python/a/__init__.py", PrunePlanner.DropRule),
            Removed("python/a/b.py", PrunePlanner.DropRule),
            Removed("python/a/_c.cpython-313-x86_64-linux-gnu.so", PrunePlanner.DropRule),
            Removed("python/a/_d.so", PrunePlanner.DropRule),
            Removed("python/a/data.json", PrunePlanner.DropRule),
            Removed("bin/tool.py", PrunePlanner.DropRule),
            Removed("python/a/tests/e.py", "tests"),
        ];

        GivenUpOf(entries, "a", "a.b", "a._c", "a._d", "a.data", "a.tests.e", "tool").ShouldBe(["a", "a.b", "a._c", "a._d"]);
    }

    [Fact]
    public void Modules_of_the_tiers_data_and_unused_are_given_up_and_a_folder_only_when_nothing_is_left_in_it()
    {
        EntryDecision[] entries =
        [
            Removed("python/a/space/b.py", DataRule),
            Removed("python/a/half/c.py", DataRule),
            Removed("python/a/d/__init__.py", PrunePlanner.UnusedRule),
            Kept("python/a/half/e.py"),
        ];

        GivenUpOf(entries, "a", "a.space", "a.space.b", "a.half", "a.half.c", "a.half.e", "a.d")
            .ShouldBe(["a.space", "a.space.b", "a.half.c", "a.d"]);
    }

    [Fact]
    public void A_script_for_a_command_line_is_given_up_with_a_part_of_its_distribution()
    {
        EntryDecision[] entries = [Removed("python/a/b.py", DataRule) with { Distribution = "a" }];

        GivenUpOf(entries, "entrypoint/a/console_scripts/x", "entrypoint/b/console_scripts/x", "entrypoint/a/a.plugins/x", "a/x")
            .ShouldBe(["entrypoint/a/console_scripts/x"]);
    }

    [Fact]
    public void With_the_tier_unused_the_proof_rests_on_the_requests_probes_and_metadata()
    {
        var unused = Of([Removed("python/a/b.py", PrunePlanner.UnusedRule), Kept("python/a/c.py")]);

        unused.RestsOnRequest.ShouldBeTrue();
        new[] { "a/x", "entrypoint/a/a.plugins/x", "request/1", "metadata/a", "a.c" }
            .Where(id => unused.Contains(Result(id)))
            .ShouldBe(["a/x", "entrypoint/a/a.plugins/x"]);
        Of([Removed("python/a/b.py", DataRule)]).RestsOnRequest.ShouldBeFalse();
    }

    private static IEnumerable<string> GivenUpOf(EntryDecision[] entries, params string[] ids)
    {
        var givenUp = Of(entries);
        return ids.Where(id => givenUp.Contains(Result(id)));
    }

    private static GivenUp Of(IReadOnlyList<EntryDecision> entries) =>
        GivenUp.Of(PruneSummary.Make(RuleSet.Shipped, Tier.Unused, PruneOptions.Default, entries));

    private static ProbeResult Result(string id) =>
        new()
        {
            Id = id,
            Distribution = id.Split('/') is ["entrypoint", var name, ..] ? name : "a",
            Status = "ok",
        };

    private static EntryDecision Kept(string path) =>
        new()
        {
            Path = path,
            Action = EntryAction.Kept,
            Bytes = 1,
            BytesAfter = 1,
        };

    private static EntryDecision Removed(string path, string rule) =>
        Kept(path) with
        {
            Action = EntryAction.Removed,
            Rule = rule,
            BytesAfter = 0,
        };
}
