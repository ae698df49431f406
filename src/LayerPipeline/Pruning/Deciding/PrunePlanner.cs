using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>Decides what becomes of every entry: a rule proposes, evidence and the request decide.</summary>
/// <param name="rules">The rules.</param>
/// <param name="request">How far the request lets pruning go.</param>
/// <param name="evidence">What the raw probe says is needed.</param>
/// <param name="restored">Entries that Repair restored, each with the failure that required it.</param>
/// <param name="data">Names of parts that stay, by rule of the tier data.</param>
internal sealed class PrunePlanner(
    RuleSet rules,
    PruneRequest request,
    Evidence evidence,
    IReadOnlyDictionary<string, string> restored,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? data = null
)
{
    /// <summary>Rule id of entries that the request's <c>prune.drop</c> names.</summary>
    public const string DropRule = "drop";

    /// <summary>Rule id of entries that stand for folders.</summary>
    public const string FolderRule = "folders";

    /// <summary>Rule id of entries that the tier unused removed.</summary>
    public const string UnusedRule = "unused";

    private readonly IReadOnlyList<PathPattern> _keep = [.. request.Keep.Select(Pattern)];
    private readonly IReadOnlyList<PathPattern> _drop = [.. request.Drop.Select(Pattern)];
    private readonly Tier _upTo = Tier.Find(request.UpTo) ?? Tier.Default;

    /// <summary>What the entries are.</summary>
    public EntryKinds Kinds { get; init; } = EntryKinds.None;

    /// <summary>Which distribution installed which entry.</summary>
    public FileOwners Owners { get; init; } = new();

    /// <summary>Decides with nothing that is on demand.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <returns>One decision an entry, in the entries' order.</returns>
    public IReadOnlyList<EntryDecision> Decide(IReadOnlyList<ZipEntry> entries) => Propose(entries).Always;

    /// <summary>Matches every pattern with every entry.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <returns>What rules propose.</returns>
    /// <exception cref="InvalidRequestException">The packages lack a name of the request's <c>data</c>.</exception>
    public Proposals Propose(IReadOnlyList<ZipEntry> entries)
    {
        var tree = new PackageTree(entries, Kinds, Owners, rules);
        var parts = new DataParts(rules, data ?? new Dictionary<string, IReadOnlyList<string>>());
        var proposals = new EntryProposal[entries.Count];
        for (var i = 0; i < proposals.Length; i++)
        {
            proposals[i] = Propose(entries[i], tree, parts);
        }

        parts.CheckNames();
        return new Proposals(entries, proposals, evidence.With(tree), restored);
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

    private EntryProposal Propose(ZipEntry entry, PackageTree tree, DataParts parts)
    {
        if (entry.IsFolder || LayerTree.Below(entry.Name) is not { } path)
        {
            return default;
        }

        if (First(_drop, path) is { } drop)
        {
            return new EntryProposal { Path = path, Drop = drop };
        }

        var isProtected = rules.Protection(path) is not null;
        var part = parts.Find(path, out var isNamed);
        var asked = AskedFor(path);
        return new EntryProposal
        {
            Path = path,
            Rule = isProtected ? null : Match(entry, path, tree) ?? MatchGpu(entry, path),
            Data = isProtected ? null : part,
            IsNamed = isNamed,
            Asked = asked,
            LeftAlone = Kinds.IsLibrary(entry) ? asked ?? evidence.WhyLeftAlone(path) : null,
            IsProtected = isProtected,
        };
    }

    private Rule? Match(ZipEntry entry, string path, PackageTree tree)
    {
        var kind = Kinds[entry.Name];
        return rules.Match(tree.ForRules(path), _upTo, kind, rule => tree.Applies(rule, path, kind));
    }

    /// <summary>Libraries that serve GPUs only, unless the request keeps them.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <returns>Paths below <c>python/</c>.</returns>
    public IEnumerable<string> ForGpus(IEnumerable<ZipEntry> entries) =>
        entries
            .Where(entry => Kinds.IsLibrary(entry) && LayerTree.Below(entry.Name) is { } path && MatchGpu(entry, path) is not null)
            .Select(entry => LayerTree.Below(entry.Name)!);

    private Rule? MatchGpu(ZipEntry entry, string path) =>
        request.Gpu == GpuMode.Remove && Kinds.IsLibrary(entry) ? rules.MatchGpu(path, _upTo) : null;

    private string? AskedFor(string path) =>
        First(_keep, path) is { } keep ? $"prune.keep names '{keep.Text}'"
        : restored.Count > 0 ? restored.GetValueOrDefault(LayerTree.Prefix + path)
        : null;

    private static PathPattern? First(IReadOnlyList<PathPattern> patterns, string path) =>
        patterns.Count == 0 ? null : patterns.FirstOrDefault(pattern => pattern.IsMatch(path));
}
