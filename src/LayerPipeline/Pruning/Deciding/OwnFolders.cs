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
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Reads the RECORDs.</summary>
    /// <param name="owners">What they say.</param>
    /// <param name="rules">The rules.</param>
    public OwnFolders(FileOwners owners, RuleSet rules)
    {
        foreach (var record in owners.Records.Values)
        {
            // What climbs out of the packages' folder was put there by the installer.
            var own = record.Paths.Where(path => !path.StartsWith("../", StringComparison.Ordinal)).ToList();
            _files.UnionWith(own.Where(path => path.Contains('/', StringComparison.Ordinal)));
            var tops = own.Select(Top).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var taken = tops.Where(top => RuleOf(top, rules) is not null).ToList();
            _tops.UnionWith(taken.Where(top => taken.Count == tops.Count || IsPackage(top, own, rules)));
        }
    }

    /// <summary>Whether a file is in such a folder.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool IsBelow(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && _tops.Contains(path[..slash]) && _files.Contains(path);

    /// <summary>Whether a distribution has a file of its own there.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool Has(string path) => _files.Contains(path);

    private static bool IsPackage(string top, List<string> own, RuleSet rules) =>
        own.Contains(ImportNames.InitOf(top)) && !RuleOf(top, rules)!.Is(RuleTrait.WholeFolders);

    private static Rule? RuleOf(string top, RuleSet rules) => rules.Match(top + "/_/_", Tier.Trim);

    /// <summary>The folder or the module at the top; null for what is neither.</summary>
    private static string? Top(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 0 ? (ImportNames.ModuleOf(path) is null ? null : path)
        : path.AsSpan(0, slash).EndsWith("-info") || path.AsSpan(0, slash).EndsWith(ImportNames.BytecodeFolder) ? null
        : path[..slash];
}
