using LayerPipeline.Comparing;

namespace LayerPipeline.Tests.Comparing;

public sealed class SnapshotComparerTests
{
    [Theory]
    [InlineData("1.9", "1.10", ChangeKind.Upgraded)]
    [InlineData("2.0", "2.0rc1", ChangeKind.Downgraded)]
    [InlineData("odd", "1.0", ChangeKind.Upgraded)]
    public void Versions_are_ordered_as_pip_orders_them(string old, string now, ChangeKind kind) =>
        SnapshotComparer
            .Compare(Layer([Package("pkg", old, 5)]), Layer([Package("pkg", now, 5)]))
            .Distributions.ShouldHaveSingleItem()
            .Kind.ShouldBe(kind);

    [Fact]
    public void What_is_the_same_is_not_listed_and_the_largest_difference_is_first()
    {
        var old = Layer([Package("same", "1", 7), Package("grown", "1", 10), Package("gone", "1", 500)]);
        var now = Layer([Package("same", "1", 7), Package("grown", "1", 30), Package("new", "2", 60)]);

        SnapshotComparer
            .Compare(old, now)
            .Distributions.Select(item => (item.Name, item.Kind))
            .ShouldBe([("gone", ChangeKind.Removed), ("new", ChangeKind.Added), ("grown", ChangeKind.Grown)]);
    }

    [Fact]
    public void A_file_of_the_same_length_with_other_content_has_changed()
    {
        var old = Layer([]) with { Files = [new("python/a", 3, 1, "p"), new("python/b", 3, 1, "p"), new("python/c", 1, 1, "p")] };
        var now = Layer([]) with { Files = [new("python/a", 3, 2, "p"), new("python/b", 3, 1, "p"), new("python/d", 9, 1, "p")] };

        SnapshotComparer
            .Compare(old, now)
            .Files!.Select(file => (file.Path, file.Kind))
            .ShouldBe([("python/d", ChangeKind.Added), ("python/c", ChangeKind.Removed), ("python/a", ChangeKind.Changed)]);
    }

    [Fact]
    public void Modules_that_import_are_not_compared_with_names_of_files()
    {
        var seen = Layer([]) with { Modules = ["a", "b"], ModulesWereImported = true };
        var named = Layer([]) with { Modules = ["a", "c"] };

        SnapshotComparer.Compare(seen, named).ModulesLost.ShouldBeNull();
        var compared = SnapshotComparer.Compare(seen, seen with { Modules = ["b", "z"] });
        (compared.ModulesLost!.Single(), compared.ModulesGained!.Single()).ShouldBe(("a", "z"));
    }

    [Fact]
    public void Another_licence_is_a_difference_and_one_that_only_one_side_states_is_none()
    {
        var old = Layer([Package("a", "1", 1, "MIT"), Package("b", "1", 1, license: null)]);
        var now = Layer([Package("a", "1", 1, "GPL-3.0-only"), Package("b", "1", 1, "MIT")]);

        var difference = SnapshotComparer.Compare(old, now).Distributions.ShouldHaveSingleItem();

        (difference.Name, difference.OldLicense, difference.NewLicense).ShouldBe(("a", "MIT", "GPL-3.0-only"));
    }

    [Fact]
    public void Growth_above_the_limit_names_the_numbers_and_what_grew_most()
    {
        var comparison = SnapshotComparer.Compare(
            Layer([Package("a", "1", 100)]) with
            {
                Bytes = 1000,
            },
            Layer([Package("a", "2", 2100)]) with
            {
                Bytes = 3000,
            }
        );

        comparison.ThrowIfGrownBy(2000);
        Should
            .Throw<LayerGrewException>(() => comparison.ThrowIfGrownBy(1999))
            .Message.ShouldStartWith(
                "The layer grew by 2,000 bytes, from 1,000 to 3,000; at most 1,999 are allowed (--max-growth).\nMost by: a 2,000."
            );
    }

    private static SnapshotDistribution Package(string name, string version, long bytes, string? license = null) =>
        new(name, version, license, bytes);

    private static LayerSnapshot Layer(IReadOnlyList<SnapshotDistribution> distributions) =>
        new()
        {
            Source = "layer",
            Bytes = 1,
            Distributions = distributions,
        };
}
