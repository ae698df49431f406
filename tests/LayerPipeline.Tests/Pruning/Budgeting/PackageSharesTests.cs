using LayerPipeline.Installing;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Tests.Pruning.Budgeting;

public sealed class PackageSharesTests
{
    [Fact]
    public void A_requested_distribution_counts_with_what_only_it_needs()
    {
        InstalledDistribution[] installed =
        [
            Requested("a"),
            Requested("b"),
            Needed("only-a", "a"),
            Needed("below-a", "only-a"),
            Needed("both", "only-a", "b"),
            Needed("loop", "below-a", "loop"),
        ];
        var bytes = installed.ToDictionary(distribution => distribution.Name, distribution => (long)distribution.Name.Length);

        PackageShares.Of(installed, bytes).ShouldBe([("a", 3, 1 + 6 + 7 + 4), ("b", 0, 1)]);
    }

    [Fact]
    public void A_requested_distribution_that_another_one_needs_is_no_way_to_save_anything()
    {
        InstalledDistribution[] installed = [Requested("a") with { RequiredBy = ["b"] }, Requested("b")];

        PackageShares.Of(installed, new Dictionary<string, long> { ["a"] = 5, ["b"] = 7 }).ShouldBe([("b", 0, 7)]);
    }

    private static InstalledDistribution Requested(string name) => Needed(name) with { Requested = true };

    private static InstalledDistribution Needed(string name, params string[] by) =>
        new()
        {
            Name = name,
            Version = "1",
            File = name + ".whl",
            RequiredBy = by,
        };
}
