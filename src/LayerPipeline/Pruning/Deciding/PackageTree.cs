using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What the rules look at beside a file's own name: what lies with it, and whose it is.</summary>
internal sealed class PackageTree
{
    private const string AnyFolder = "_";

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holdsPython = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holdsMore = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compiled = new(StringComparer.Ordinal);
    private readonly OwnFolders _own;
    private readonly FileOwners _owners;

    /// <summary>Looks at all entries.</summary>
    /// <param name="entries">Every entry of raw.zip.</param>
    /// <param name="kinds">What they are.</param>
    /// <param name="owners">Which distribution installed which.</param>
    /// <param name="rules">The rules.</param>
    public PackageTree(IReadOnlyList<ZipEntry> entries, EntryKinds kinds, FileOwners owners, RuleSet rules)
    {
        _owners = owners;
        _own = new OwnFolders(owners, rules);
        _files.EnsureCapacity(entries.Count);
        var holdsPython = _holdsPython.GetAlternateLookup<ReadOnlySpan<char>>();
        var holdsMore = _holdsMore.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var entry in entries)
        {
            if (!entry.IsFolder && LayerTree.Below(entry.Name) is { } path)
            {
                _files.Add(path);
                if (!IsScrap(path, rules))
                {
                    PathFolders.AddAbove(holdsMore, path);
                }

                if (ImportNames.IsSource(path) || ImportNames.IsBytecode(path) || ImportNames.IsExtension(path))
                {
                    PathFolders.AddAbove(holdsPython, path);
                }

                if (kinds.IsLibrary(entry))
                {
                    _compiled.Add(OwnerOf(path));
                }
            }
        }
    }

    /// <summary>Whether a distribution has compiled code.</summary>
    /// <param name="owner">As <see cref="OwnerOf"/> gives it.</param>
    public bool IsCompiled(string owner) => _compiled.Contains(owner);

    /// <summary>Whether a file is there.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool Has(string path) => _files.Contains(path);

    /// <summary>The distribution of a file; its top folder where no RECORD names it.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public string OwnerOf(string path) => _owners.Find(LayerTree.Prefix + path) ?? path.Split('/', 2)[0];

    /// <summary>A path as the rules see it: the own folder of a distribution has any name.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public string ForRules(string path) => _own.LengthAbove(path) is > 0 and var length ? AnyFolder + path[length..] : path;

    /// <summary>Whether what a rule looks at is so.</summary>
    /// <param name="rule">A rule that names the file.</param>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="kind">What the file is.</param>
    public bool Applies(Rule rule, string path, FileKind kind) =>
        rule.Traits.All(trait =>
            trait switch
            {
                RuleTrait.NeedsPython => FolderOf(rule, path) is not { } folder || _holdsPython.Contains(folder),
                RuleTrait.BesideSource => _files.Contains(path[..^1]),
                RuleTrait.NotTheLast => PathFolders.Above(path).LastOrDefault() is not { } folder || _holdsMore.Contains(folder),
                RuleTrait.Installed => kind == FileKind.Script || !_own.Has(path),
                _ => true,
            }
        );

    private static bool IsScrap(string path, RuleSet rules) => rules.Match(path, Tier.Residue) is { } rule && rule.Is(RuleTrait.NotTheLast);

    /// <summary>The highest folder above a path that a rule's patterns name as a whole.</summary>
    private static string? FolderOf(Rule rule, string path) =>
        PathFolders
            .Above(path)
            .FirstOrDefault(folder =>
                rule.Patterns.Any(pattern =>
                    pattern.StartsWith("**/", StringComparison.Ordinal)
                    && pattern.EndsWith("/**", StringComparison.Ordinal)
                    && ("/" + folder).EndsWith(pattern[2..^2], StringComparison.Ordinal)
                )
            );
}
