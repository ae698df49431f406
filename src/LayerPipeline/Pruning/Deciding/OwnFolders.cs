using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>
/// Folders that are a distribution's own packages or data although rules take them for something else: a package may be called docs or
/// bin, at the top or in a namespace that others share. Folders of tests, documentation and examples that are there beside a package were
/// installed by mistake.
/// </summary>
internal sealed class OwnFolders
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

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
            _folders.UnionWith(taken.Where(top => taken.Count == tops.Count || IsPackage(top, own, rules)));
            if (InNamespace(own) is { } inside && RuleOf(inside, rules)?.Is(RuleTrait.WholeFolders) == true)
            {
                _folders.Add(inside);
            }
        }
    }

    /// <summary>The characters of a path that such a folder has; 0 where the file is in none.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public int LengthAbove(string path)
    {
        var folders = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
        for (
            var slash = _folders.Count == 0 ? -1 : path.IndexOf('/', StringComparison.Ordinal);
            slash >= 0;
            slash = path.IndexOf('/', slash + 1)
        )
        {
            if (folders.Contains(path.AsSpan(0, slash)))
            {
                return _files.Value.Contains(path) ? slash : 0;
            }
        }

        return 0;
    }

    /// <summary>Whether a distribution has a file of its own there.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public bool Has(string path) => _files.Value.Contains(path);

    private static bool IsPackage(string top, List<string> own, RuleSet rules) =>
        own.Contains(ImportNames.InitOf(top)) && !RuleOf(top, rules)!.Is(RuleTrait.WholeFolders);

    private static Rule? RuleOf(string top, RuleSet rules) => rules.Match(top + "/_/_", Tier.Trim);

    /// <summary>The folder below the top that holds all modules of a distribution; null where there is none.</summary>
    private static string? InNamespace(List<string> own)
    {
        string? shared = null;
        foreach (var path in own.Where(path => ImportNames.ModuleOf(path) is not null && !IsBeside(path.Split('/', 2)[0])))
        {
            var folder = path[..Math.Max(0, path.LastIndexOf('/'))];
            shared ??= folder;
            while (shared.Length > 0 && folder != shared && !folder.StartsWith(shared + "/", StringComparison.Ordinal))
            {
                shared = shared[..Math.Max(0, shared.LastIndexOf('/'))];
            }
        }

        return shared?.Contains('/', StringComparison.Ordinal) == true ? shared : null;
    }

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
