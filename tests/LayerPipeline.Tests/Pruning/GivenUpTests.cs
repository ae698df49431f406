using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning;

public sealed class DroppedModulesTests
{
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

        DroppedModules.Of(Report(entries)).Order(StringComparer.Ordinal).ShouldBe(["a", "a._c", "a._d", "a.b"]);
    }

    private static EntryDecision Removed(string path, string rule) =>
        new()
        {
            Path = path,
            Action = EntryAction.Removed,
            Rule = rule,
            Bytes = 1,
            BytesAfter = 0,
        };

    private static PruneReport Report(IReadOnlyList<EntryDecision> entries) =>
        PruneSummary.Make(RuleSet.Shipped, Tier.Trim, PruneOptions.Default, entries);
}
