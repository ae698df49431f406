using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>Deciding takes a moment for the largest layers that there are, and grows with the entries alone.</summary>
[Collection(MeasuringGroup.Name)]
public sealed class PlannerSpeedTests
{
    [Fact]
    public void Twenty_thousand_entries_are_decided_within_a_second()
    {
        var (entries, evidence) = Tree(20_000);
        Plan(entries[..200], evidence);

        ThreadClock.Time(() => Plan(entries, evidence).ShouldBe(entries.Count)).ShouldBeLessThan(1);
    }

    [Fact]
    public void Time_grows_with_the_entries_and_half_a_million_take_less_than_400_MB()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not set");
        var (entries, evidence) = Tree(500_000);
        var few = entries.Take(50_000).ToList();
        Plan(few, evidence);
        var small = ThreadClock.Time(() => Plan(few, evidence));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;

        var large = ThreadClock.Time(() =>
            Plan(entries, evidence, () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)))
        );

        large.ShouldBeLessThan(small * 20, "ten times the entries");
        (peak - before).ShouldBeLessThan(400L << 20);
    }

    /// <summary>All that the planner does without reading a file: every rule, evidence, and the tiers data and unused.</summary>
    private static int Plan(IReadOnlyList<ZipEntry> entries, Evidence evidence, Action? look = null)
    {
        var planner = new PrunePlanner(RuleSet.Shipped, new PruneRequest { UpTo = "unused" }, evidence, new Dictionary<string, string>());
        var proposals = planner.Propose(entries);
        var data = proposals.Decide(new OnDemand { Data = proposals.Data });
        var unused = proposals.Unused(data);
        var decisions = proposals.Decide(new OnDemand { Data = proposals.Data, Unused = [.. unused.Take(unused.Count / 2)] });
        look?.Invoke();
        return decisions.Count;
    }

    /// <summary>Packages of ordinary form: modules that import one another, tests, data, folders without <c>__init__.py</c>.</summary>
    private static (List<ZipEntry> Entries, Evidence Evidence) Tree(int count)
    {
        string[] kinds =
        [
            "{0}.py",
            "tests/test_{0}.py",
            "_{0}.cpython-313-x86_64-linux-gnu.so",
            "data/{0}.json",
            "include/{0}.h",
            "sub{0}/a.py",
        ];
        var baseline = new Baseline();
        var paths = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            paths.Add($"pkg{i / 500}/part{i / 25 % 20}/" + string.Format(kinds[i % kinds.Length], i));
            if (i % 7 == 0)
            {
                baseline.Opened($"pkg{i / 500}.m{i}", paths[i], $"pkg{i / 500}/part{i / 25 % 20}/");
            }

            if (i % 3 == 0 && i > 100)
            {
                baseline.Imports(paths[i], paths[i - 100], paths[i - 1]);
            }
        }

        baseline.Used("request/1", [.. paths.Take(1000)]);
        return ([.. paths.Select(path => Decisions.Entry("python/" + path))], new Evidence(baseline.Report));
    }
}
