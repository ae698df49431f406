using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>Decides about made-up entries.</summary>
internal static class Decisions
{
    public static ZipEntry Entry(string name, long bytes = 10) =>
        new()
        {
            Name = name,
            Method = 0,
            Crc32 = 0,
            CompressedBytes = bytes,
            Bytes = bytes,
            Mode = UnixMode.File,
            Offset = 0,
        };

    /// <summary>Decisions by path below <c>python/</c>; a path may end with <c>=BYTES</c>.</summary>
    public static Dictionary<string, EntryDecision> Of(
        IEnumerable<string> paths,
        Baseline? baseline = null,
        PruneRequest? request = null,
        IReadOnlyDictionary<string, string>? restored = null
    )
    {
        var planner = new PrunePlanner(
            RuleSet.Shipped,
            request ?? new PruneRequest(),
            baseline is null ? Evidence.None : new Evidence(baseline.Report),
            restored ?? new Dictionary<string, string>()
        );
        var entries = paths
            .Select(path => path.Split('='))
            .Select(part => Entry("python/" + part[0], part.Length > 1 ? long.Parse(part[1]) : 10));
        return planner
            .Decide([.. entries])
            .ToDictionary(
                decision => decision.Path["python/".Length..],
                decision => decision with { Distribution = "pkg" },
                StringComparer.Ordinal
            );
    }

    /// <summary>Paths that stay.</summary>
    public static IEnumerable<string> Kept(this Dictionary<string, EntryDecision> decisions) =>
        decisions.Values.Where(decision => decision.Action == EntryAction.Kept).Select(decision => decision.Path["python/".Length..]);
}
