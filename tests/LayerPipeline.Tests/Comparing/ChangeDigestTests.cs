using System.Text.Json;
using LayerPipeline.Comparing;
using LayerPipeline.Recording;

namespace LayerPipeline.Tests.Comparing;

public sealed class ChangeDigestTests
{
    [Fact]
    public void It_names_versions_licences_and_start_up_and_counts_files_and_modules()
    {
        var old = Layer("arn:1", Package("up", "1", "MIT"), Package("down", "2", "MIT"), Package("gone", "1", "MIT")) with
        {
            Files = [new("a", 1, 1, ""), new("b", 1, 1, "")],
            Modules = ["up", "gone"],
            Startup = new Dictionary<string, double> { ["up"] = 0.5 },
        };
        var now = Layer("arn:2", Package("up", "2", "BSD"), Package("down", "1", "MIT"), Package("new", "1", "MIT")) with
        {
            Files = [new("b", 2, 1, ""), new("c", 1, 1, ""), new("d", 1, 1, "")],
            Modules = ["up", "new"],
            Startup = new Dictionary<string, double> { ["up"] = 0.25 },
        };

        // As the manifest has it, without its lists.
        var digest = ChangeDigest.Of(SnapshotComparer.Compare(old, now).Brief());

        digest.Upgraded.ShouldBe([new("up", "1", "2")]);
        digest.Downgraded.ShouldBe([new("down", "2", "1")]);
        digest.Added.ShouldBe([new("new", null, "1")]);
        digest.Removed.ShouldBe([new("gone", "1", null)]);
        digest.Licenses.ShouldContain(new ChangedValue("up", "MIT", "BSD"));
        digest.Startup.ShouldBe([new("up", 0.5, 0.25)]);
        var counts = digest.Counts.ShouldNotBeNull();
        (counts.FilesAdded, counts.FilesRemoved, counts.FilesChanged).ShouldBe((2, 1, 1));
        (counts.FirstGained!.Single(), counts.FirstLost!.Single()).ShouldBe(("new", "gone"));
        digest.Unlisted.ShouldBe(0);
    }

    [Fact]
    public void However_much_differs_it_fits_into_an_event()
    {
        var hostile = string.Concat(Enumerable.Repeat("\u202E<\"é", 5000));
        var old = Layer("arn:1", [.. Range(2000).Select(i => Package($"old{i}{hostile}", hostile, hostile))]) with
        {
            Modules = [.. Range(3000).Select(i => $"lost{i}{hostile}")],
            Startup = Range(500).ToDictionary(i => $"{i}{hostile}", i => i + 0.123456789),
        };
        var now = Layer(
            "arn:2",
            [
                .. Range(2000).Select(i => Package($"new{i}{hostile}", hostile, hostile)),
                .. Range(1000).Select(i => Package($"old{i}{hostile}", i % 2 == 0 ? "1" : hostile + "2", "MIT")),
            ]
        ) with
        {
            Modules = [.. Range(3000).Select(i => $"gained{i}{hostile}")],
        };

        var digest = ChangeDigest.Of(SnapshotComparer.Compare(old, now).Brief());

        JsonSerializer.SerializeToUtf8Bytes(digest, RecordingJson.Default.ChangeDigest).Length.ShouldBeLessThan(200_000);
        digest.Unlisted.ShouldBeGreaterThan(2000);
        digest.Counts!.ModulesGained.ShouldBe(3000);
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static SnapshotDistribution Package(string name, string version, string license) => new(name, version, license, 5);

    private static LayerSnapshot Layer(string source, params SnapshotDistribution[] distributions) =>
        new()
        {
            Source = source,
            Bytes = 1,
            Distributions = distributions,
        };
}
