using LayerPipeline.Probing;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Tests.Checking;

namespace LayerPipeline.Tests.Pruning.Budgeting;

/// <summary>What a user may be able to do without, because nothing opened it.</summary>
public sealed class UnopenedSearchTests
{
    private static readonly ProbeReport Baseline = ProbeResults.Report(
        [ProbeResults.Ok("pkg") with { Opened = ["pkg/__init__.py", "pkg/_core.so", "pkg/pages/used.js"] }],
        []
    );

    [Fact]
    public void Large_libraries_and_files_for_a_browser_are_found_by_kind_and_folder()
    {
        var found = UnopenedSearch.Of(
            Baseline,
            [
                Kept("pkg/_core.so", 50_000_000),
                Kept("pkg/_alternative.so", 40_000_000),
                Kept("pkg/_small.so", 999_999),
                Kept("pkg/static/a.js", 700_000),
                Kept("pkg/static/b.js", 600_000),
                Kept("pkg/pages/used.js", 10),
                Kept("pkg/pages/unused.js", 3_000_000),
                Kept("pkg/odd[1].so", 30_000_000),
                Kept("bundle.js", 1_100_000),
                Kept("pkg/data.csv", 9_000_000),
                Kept("pkg/_gone.so", 8_000_000) with
                {
                    Action = EntryAction.Removed,
                },
            ],
            IsLibrary
        );

        found
            .Select(files => (files.Glob, files.Bytes))
            .ShouldBe([("pkg/_alternative.so", 40_000_000), ("pkg/static/*.js", 1_300_000), ("*.js", 1_100_000)]);
        found[1].Paths.ShouldBe(["python/pkg/static/a.js", "python/pkg/static/b.js"]);
    }

    [Fact]
    public void Where_nothing_was_run_nothing_is_known_of_what_is_opened()
    {
        UnopenedSearch.Of(baseline: null, [Kept("pkg/_core.so", 50_000_000)], IsLibrary).ShouldBeEmpty();
        UnopenedSearch.Of(Baseline with { Modules = [] }, [Kept("pkg/_core.so", 50_000_000)], IsLibrary).ShouldBeEmpty();
    }

    private static bool IsLibrary(string name) => name.EndsWith(".so", StringComparison.Ordinal);

    private static EntryDecision Kept(string path, long bytes) =>
        new()
        {
            Path = "python/" + path,
            Action = EntryAction.Kept,
            Bytes = bytes,
            BytesAfter = bytes,
        };
}
