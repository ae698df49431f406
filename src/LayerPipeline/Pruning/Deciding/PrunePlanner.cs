using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>Decides what becomes of every entry: a rule proposes, evidence and the request decide.</summary>
/// <param name="rules">The rules.</param>
/// <param name="request">How far the request lets pruning go.</param>
/// <param name="evidence">What the raw probe says is needed.</param>
/// <param name="restored">Entries that Repair restored, each with the failure that required it.</param>
internal sealed class PrunePlanner(RuleSet rules, PruneRequest request, Evidence evidence, IReadOnlyDictionary<string, string> restored)
{
    /// <summary>Rule id of entries that the request's <c>prune.drop</c> names.</summary>
    public const string DropRule = "drop";

    /// <summary>Rule id of entries that stand for folders.</summary>
    public const string FolderRule = "folders";

    private readonly IReadOnlyList<PathPattern> _keep = [.. request.Keep.Select(Pattern)];
    private readonly IReadOnlyList<PathPattern> _drop = [.. request.Drop.Select(Pattern)];
    private readonly Tier _upTo = Tier.Find(request.UpTo) ?? Tier.Default;

    /// <summary>Decides.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <returns>One decision an entry, in the entries' order.</returns>
    public IReadOnlyList<EntryDecision> Decide(IReadOnlyList<ZipEntry> entries)
    {
        var files = entries
            .Where(entry => !entry.IsFolder)
            .Select(entry => (Path: LayerTree.Below(entry.Name)!, entry.Bytes))
            .Where(file => file.Path is not null && Drop(file.Path) is null)
            .ToList();
        var proposals = Propose(files.Select(file => file.Path));

        // What the request or Repair keeps stays like a file that no rule names, so what it imports stays too.
        var contested = proposals.Keys.Where(path => AskedFor(path) is null).ToHashSet(StringComparer.Ordinal);
        var needed = evidence.Needed(files, contested);
        return [.. entries.Select(entry => Decide(entry, proposals, needed) with { IsRestored = restored.ContainsKey(entry.Name) })];
    }

    /// <summary>Globs of the request that no file matches: misspelt, or for other versions of the packages.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <returns>Each with its field, in the request's order.</returns>
    public IReadOnlyList<string> Unmatched(IReadOnlyList<ZipEntry> entries)
    {
        var paths = entries.Where(entry => !entry.IsFolder).Select(entry => LayerTree.Below(entry.Name)).OfType<string>().ToList();
        return
        [
            .. request
                .Keep.Zip(_keep, (glob, pattern) => (Field: $"prune.keep '{glob}'", Pattern: pattern))
                .Concat(request.Drop.Zip(_drop, (glob, pattern) => (Field: $"prune.drop '{glob}'", Pattern: pattern)))
                .Where(item => !paths.Exists(item.Pattern.IsMatch))
                .Select(item => item.Field),
        ];
    }

    /// <summary>Reports write paths with the layer's folder in front, so globs may, too.</summary>
    private static PathPattern Pattern(string glob) =>
        new(glob.StartsWith(LayerTree.Prefix, StringComparison.Ordinal) ? glob[LayerTree.Prefix.Length..] : glob);

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
            return Remove(entry, FolderRule, "an entry for a folder has no content, and an empty folder would be importable");
        }

        if (LayerTree.Below(entry.Name) is not { } path)
        {
            return Keep(entry, rule: null, reason: null);
        }

        if (Drop(path) is { } drop)
        {
            return Remove(entry, DropRule, $"prune.drop names '{drop.Text}'");
        }

        if (!proposals.TryGetValue(path, out var rule))
        {
            return Keep(entry, rule: null, restored.GetValueOrDefault(entry.Name));
        }

        return (AskedFor(path) ?? needed.GetValueOrDefault(path)) is { } reason
            ? Keep(entry, rule.Id, reason)
            : Remove(entry, rule.Id, reason: null);
    }

    private PathPattern? Drop(string path) => _drop.FirstOrDefault(pattern => pattern.IsMatch(path));

    private string? AskedFor(string path) =>
        _keep.FirstOrDefault(pattern => pattern.IsMatch(path)) is { } keep
            ? $"prune.keep names '{keep.Text}'"
            : restored.GetValueOrDefault(LayerTree.Prefix + path);

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
