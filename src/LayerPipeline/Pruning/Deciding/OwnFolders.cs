using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>
/// Folders at the top that are a distribution's own packages or data although rules take them for something else: a package may be
/// called docs or bin. Folders of tests, documentation and examples that are there beside a package were installed by mistake.
/// </summary>
internal sealed class OwnFolders
{
    private readonly HashSet<string> _tops = new(StringComparer.Ordinal);

    /// <summary>All that lies in folders; asked for only where a rule is about scripts, or takes a top folder for something else.</summary>
    private readonly Lazy<HashSet<string>> _files;

    /// <summary>Reads the RECORDs.</summary>
    /// <param name="owners">What they say.</param>
    /// <param name="rules">The rules.</param>
    public OwnFolders(FileOwners owners, RuleSet rules)
    {
        _files = new Lazy<HashSet<string>>(() =>
            owners
                .Records.Values.SelectMany(OwnPaths)
                .Where(path => path.Contains('/', StringComparison.Ordinal))
                .ToHashSet(StringComparer.Ordinal)
        );
        foreach (var record in owners.Records.Values)
        {
            var own = OwnPaths(record).ToList();
            var tops = Tops(own);
            var taken = tops.Where(top => RuleOf(top, rules) is not null).ToList();
            _tops.UnionWith(taken.Where(top => taken.Count == tops.Count || IsPackage(top, own, rules)));
        }
    }

    /// <summary>Whether a file is in such a folder.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool IsBelow(string path) =>
        _tops.Count > 0
        && path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && _tops.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path.AsSpan(0, slash))
        && _files.Value.Contains(path);

    /// <summary>Whether a distribution has a file of its own there.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool Has(string path) => _files.Value.Contains(path);

    private static bool IsPackage(string top, List<string> own, RuleSet rules) =>
        own.Contains(ImportNames.InitOf(top)) && !RuleOf(top, rules)!.Is(RuleTrait.WholeFolders);

    private static Rule? RuleOf(string top, RuleSet rules) => rules.Match(top + "/_/_", Tier.Trim);

    /// <summary>What climbs out of the packages' folder was put there by the installer.</summary>
    private static IEnumerable<string> OwnPaths(RecordFile record) =>
        record.Paths.Where(path => !path.StartsWith("../", StringComparison.Ordinal));

    /// <summary>The folders and the modules at the top.</summary>
    private static HashSet<string> Tops(List<string> own)
    {
        var tops = new HashSet<string>(StringComparer.Ordinal);
        var folders = tops.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var path in own)
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 ? ImportNames.ModuleOf(path) is not null : !IsBeside(path.AsSpan(0, slash)))
            {
                folders.Add(slash < 0 ? path : path.AsSpan(0, slash));
            }
        }

        return tops;
    }

    /// <summary>Whether a folder at the top holds metadata or bytecode.</summary>
    private static bool IsBeside(ReadOnlySpan<char> top) => top.EndsWith("-info") || top.EndsWith(ImportNames.BytecodeFolder);
}
