using LayerPipeline.Archives;
using LayerPipeline.Requests;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Decides what becomes of every entry: a rule proposes, evidence and the request decide.</summary>
/// <param name="rules">The rules.</param>
/// <param name="request">How far the request lets pruning go.</param>
/// <param name="evidence">What the raw probe says is needed.</param>
/// <param name="restored">Entries that Repair put back, each with the failure that asked for it.</param>
public sealed class PrunePlanner(RuleSet rules, PruneRequest request, Evidence evidence, IReadOnlyDictionary<string, string> restored)
{
    /// <summary>Rule id of entries that the request's <c>prune.drop</c> names.</summary>
    public const string DropRule = "drop";

    /// <summary>Rule id of entries that stand for folders.</summary>
    public const string FolderRule = "folders";

    private readonly IReadOnlyList<PathPattern> _keep = [.. request.Keep.Select(pattern => new PathPattern(pattern))];
    private readonly IReadOnlyList<PathPattern> _drop = [.. request.Drop.Select(pattern => new PathPattern(pattern))];
    private readonly Tier _upTo = Tier.Find(request.UpTo) ?? Tier.Default;

    /// <summary>Decides.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <param name="distributionOf">The distribution of an entry's name, or null.</param>
    /// <returns>One decision an entry, in the entries' order.</returns>
    public IReadOnlyList<EntryDecision> Decide(IReadOnlyList<ZipEntry> entries, Func<string, string?> distributionOf)
    {
        var paths = entries.Select(entry => LayerTree.Below(entry.Name)).OfType<string>().ToList();
        var proposals = Propose(paths);
        var needed = evidence.Needed(paths, proposals.Keys.ToHashSet(StringComparer.Ordinal));
        return [.. entries.Select(entry => Decide(entry, proposals, needed) with { Distribution = distributionOf(entry.Name) })];
    }

    private Dictionary<string, Rule> Propose(IEnumerable<string> paths)
    {
        var proposals = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (rules.Match(path, _upTo) is { } rule && rules.Protection(path) is null)
            {
                proposals.Add(path, rule);
            }
        }

        return proposals;
    }

    private EntryDecision Decide(ZipEntry entry, Dictionary<string, Rule> proposals, IReadOnlyDictionary<string, string> needed)
    {
        if (entry.IsFolder)
        {
            return Remove(entry, FolderRule, "an entry for a folder carries nothing; an empty folder would be importable");
        }

        if (LayerTree.Below(entry.Name) is not { } path)
        {
            return Keep(entry, rule: null, reason: null);
        }

        if (_drop.FirstOrDefault(pattern => pattern.IsMatch(path)) is { } drop)
        {
            return Remove(entry, DropRule, $"prune.drop names '{drop.Text}'");
        }

        if (!proposals.TryGetValue(path, out var rule))
        {
            return Keep(entry, rule: null, reason: null);
        }

        return ReasonToKeep(entry.Name, path, needed) is { } reason ? Keep(entry, rule.Id, reason) : Remove(entry, rule.Id, reason: null);
    }

    private string? ReasonToKeep(string name, string path, IReadOnlyDictionary<string, string> needed)
    {
        if (_keep.FirstOrDefault(pattern => pattern.IsMatch(path)) is { } keep)
        {
            return $"prune.keep names '{keep.Text}'";
        }

        return needed.GetValueOrDefault(path) ?? restored.GetValueOrDefault(name);
    }

    private static EntryDecision Keep(ZipEntry entry, string? rule, string? reason) =>
        new()
        {
            Path = entry.Name,
            Action = EntryAction.Kept,
            Rule = rule,
            Reason = reason,
            Bytes = entry.Bytes,
            BytesAfter = entry.Bytes,
        };

    private static EntryDecision Remove(ZipEntry entry, string rule, string? reason) =>
        new()
        {
            Path = entry.Name,
            Action = EntryAction.Removed,
            Rule = rule,
            Reason = reason,
            Bytes = entry.Bytes,
            BytesAfter = 0,
        };
}
