using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning;

/// <summary>
/// What the request gave up: modules whose own files went with <c>prune.drop</c>, a rule of the tier data or the tier unused, scripts for
/// command lines of the distributions that these files are of, and with the tier unused every behaviour but the request's own and the
/// metadata's, since on those alone the proof rests then.
/// </summary>
internal sealed class GivenUp
{
    private static readonly HashSet<string> UnusedOnly = new([PrunePlanner.UnusedRule], StringComparer.Ordinal);

    private readonly HashSet<string> _modules;
    private readonly HashSet<string?> _distributions;

    private GivenUp(HashSet<string> modules, HashSet<string?> distributions, bool restsOnRequest) =>
        (_modules, _distributions, RestsOnRequest) = (modules, distributions, restsOnRequest);

    /// <summary>Whether the proof rests on the request's probes alone.</summary>
    public bool RestsOnRequest { get; }

    /// <summary>Finds it.</summary>
    /// <param name="report">What became of each entry.</param>
    /// <returns>What was given up.</returns>
    public static GivenUp Of(PruneReport report)
    {
        var rules = RulesThatGiveUp(report).ToHashSet(StringComparer.Ordinal);
        var modules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in report.Entries.Where(entry => IsGivenUp(entry, rules)))
        {
            if (LayerTree.Below(entry.Path) is { } path)
            {
                modules.UnionWith(PathFolders.Above(path).Select(folder => folder.TrimEnd('/').Replace('/', '.')));
                modules.Add(ImportNames.ModuleOf(path) ?? "");
            }
        }

        modules.ExceptWith(Staying(report, rules));
        modules.Remove("");
        return new GivenUp(
            modules,
            [.. report.Entries.Where(entry => IsGivenUp(entry, rules)).Select(entry => entry.Distribution)],
            report.Entries.Any(entry => IsGivenUp(entry, UnusedOnly))
        );
    }

    /// <summary>Whether a module or a behaviour is no part of the proof.</summary>
    /// <param name="result">What became of it on the untouched packages.</param>
    public bool Contains(ProbeResult result) =>
        _modules.Contains(result.Id)
        || (result.IsOfScript && _distributions.Contains(result.Distribution))
        || (RestsOnRequest && result.IsBehaviour && !result.IsOfRequest && !result.IsOfMetadata);

    private static IEnumerable<string> RulesThatGiveUp(PruneReport report) =>
        report
            .Rules.Where(rule => rule.Tier is { } tier && (Tier.Find(tier) == Tier.Data || Tier.Find(tier) == Tier.Unused))
            .Select(rule => rule.Rule)
            .Append(PrunePlanner.DropRule);

    private static bool IsGivenUp(EntryDecision entry, HashSet<string> rules) =>
        entry.Action == EntryAction.Removed && entry.Rule is { } rule && rules.Contains(rule);

    /// <summary>A folder with a file in it can still be imported; one that lost its file to another rule is still expected.</summary>
    private static IEnumerable<string> Staying(PruneReport report, HashSet<string> rules) =>
        report
            .Entries.Where(entry => !IsGivenUp(entry, rules) && entry.Action != EntryAction.Removed)
            .Select(entry => LayerTree.Below(entry.Path))
            .OfType<string>()
            .SelectMany(path =>
                PathFolders.Above(path).Select(folder => folder.TrimEnd('/').Replace('/', '.')).Append(ImportNames.ModuleOf(path) ?? "")
            );
}
