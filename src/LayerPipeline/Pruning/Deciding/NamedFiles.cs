using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>
/// Evidence of what is used later: what the strings of kept files name, which folders were listed, and what compiled code opened. It
/// holds against rules of tiers that are always entered, not against those on demand.
/// </summary>
/// <param name="baseline">The probe of the raw tree.</param>
internal sealed class NamedFiles(ProbeReport baseline)
{
    private const string AllBelow = "/**";

    private readonly ILookup<string, string> _listedBy = baseline
        .Modules.Concat(baseline.Behaviours)
        .SelectMany(result => result.Listed.Select(folder => (folder, result.Id)))
        .ToLookup(pair => pair.folder + "/", pair => pair.Id, StringComparer.Ordinal);

    /// <summary>Whether any file names all that is below a folder.</summary>
    public bool HasFolders { get; } =
        baseline.Names.Values.Any(names => names.Any(name => name.EndsWith(AllBelow, StringComparison.Ordinal)));

    /// <summary>Files that compiled code opened.</summary>
    /// <param name="proposed">Files that go.</param>
    /// <returns>Each with the reason.</returns>
    public IEnumerable<(string File, string Reason)> OpenedOutside(ProposedFiles proposed) =>
        baseline.OpenedOutside.Where(proposed.IsByRule).Select(file => (file, "opened by compiled code while the packages were probed"));

    /// <summary>
    /// Files of listed folders. The list of a package is one of modules, and who lists a folder of tests runs them.
    /// </summary>
    /// <param name="proposed">Files that go.</param>
    /// <param name="tree">All files.</param>
    /// <returns>Each with the reason.</returns>
    public IEnumerable<(string File, string Reason)> Listed(ProposedFiles proposed, PackageTree tree)
    {
        foreach (var file in proposed.All.Where(_ => _listedBy.Count > 0))
        {
            if (
                PathFolders.Above(file).LastOrDefault() is { } folder
                && _listedBy[folder].FirstOrDefault() is { } lister
                && proposed.RuleOf(file) is { } rule
                && !rule.Is(RuleTrait.Tests)
                && !string.Equals(rule.Tier, Tier.Residue.Name, StringComparison.Ordinal)
                && (rule.Is(RuleTrait.WholeFolders) || !tree.Has(ImportNames.InitOf(folder.TrimEnd('/'))))
            )
            {
                yield return (file, $"in {folder}, which {lister} listed on the untouched packages");
            }
        }
    }

    /// <summary>Whether a file names any.</summary>
    /// <param name="source">The file.</param>
    public bool IsNaming(string source) => baseline.Names.Count > 0 && baseline.Names.ContainsKey(source);

    /// <summary>Files that a file names.</summary>
    /// <param name="source">A file that stays.</param>
    /// <param name="proposed">Files that go.</param>
    /// <param name="below">Files that go, by the folders above them.</param>
    /// <returns>Each with the reason.</returns>
    public IEnumerable<(string File, string Reason)> By(string source, ProposedFiles proposed, ILookup<string, string> below)
    {
        foreach (var name in baseline.Names.GetValueOrDefault(source, []))
        {
            if (name.EndsWith(AllBelow, StringComparison.Ordinal))
            {
                foreach (var file in below[name[..^2]].Where(file => proposed.RuleOf(file) is { } rule && IsOfFolder(rule)))
                {
                    yield return (file, $"in {name[..^2]}, which {source} names");
                }
            }
            else if (proposed.IsByRule(name))
            {
                yield return (name, $"named by {source}");
            }
        }
    }

    /// <summary>Folders that are asked for, each with who asks.</summary>
    /// <param name="isKept">Whether a file stays.</param>
    /// <returns>Folder, with a slash at its end, to who asks for it.</returns>
    public IReadOnlyDictionary<string, string> Asked(Func<string, bool> isKept)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in _listedBy)
        {
            asked[folder.Key] = folder.First();
        }

        foreach (var (source, names) in baseline.Names)
        {
            foreach (var name in names.Where(name => name[^1] is '/' or '*'))
            {
                var folder = name.TrimEnd('*');
                if (!asked.ContainsKey(folder) && isKept(source))
                {
                    asked.Add(folder, source);
                }
            }
        }

        return asked;
    }

    private static bool IsOfFolder(Rule rule) => rule.Is(RuleTrait.WholeFolders) || rule.Is(RuleTrait.NotTheLast);
}
