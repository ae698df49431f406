using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Judging;

/// <summary>Maps a failure to the removed entries whose absence explains it.</summary>
internal sealed class MissingEntries
{
    private readonly Dictionary<string, EntryDecision> _removed;
    private readonly ILookup<string?, string> _byModule;
    private readonly ILookup<string, string> _byFileName;

    /// <summary>Takes the entries that can be restored: those that a rule removed or changed, not those that the request drops.</summary>
    public MissingEntries(PruneReport report)
    {
        var gone = report.Entries.Where(entry => entry.Action == EntryAction.Removed).ToList();
        var changed = report.Entries.Where(entry => entry.ChangedBy is not null);
        _removed = gone.Where(CanReturn).Concat(changed).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        Dropped = [.. gone.Where(entry => string.Equals(entry.Rule, PrunePlanner.DropRule, StringComparison.Ordinal))];
        _byModule = _removed.Keys.ToLookup(path => ImportNames.ModuleOf(LayerTree.Below(path) ?? ""), StringComparer.Ordinal);
        _byFileName = _removed.Keys.ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
    }

    /// <summary>Entries that the request itself removed.</summary>
    public IReadOnlyList<EntryDecision> Dropped { get; }

    /// <summary>Everything that can be restored.</summary>
    public IEnumerable<EntryDecision> All => _removed.Values;

    /// <summary>The removed entries that a failure names, with the package files above them; empty where it names none.</summary>
    public IReadOnlyList<string> Find(ProbeError? error)
    {
        if (error is null)
        {
            return [];
        }

        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (error.MissingModule is { } module)
        {
            found.UnionWith(OfModule(module));
        }

        if (error.MissingFile is { } file)
        {
            found.UnionWith(OfFile(file));
        }

        if (error.MissingLibrary is { } library)
        {
            found.UnionWith(_byFileName[library[(library.LastIndexOf('/') + 1)..]]);
        }

        found.UnionWith(found.SelectMany(PackageFilesAbove).ToList());
        return [.. found];
    }

    private static bool CanReturn(EntryDecision entry) => entry.Rule is not (PrunePlanner.DropRule or PrunePlanner.FolderRule);

    private IEnumerable<string> OfModule(string module)
    {
        if (_byModule.Contains(module))
        {
            return _byModule[module];
        }

        var folder = $"{LayerTree.Prefix}{module.Replace('.', '/')}/";
        // A folder without __init__.py is a namespace package, importable while any file lies in it. What else is missed there,
        // the next failure names.
        return _removed
            .Values.Where(entry => entry.Path.StartsWith(folder, StringComparison.Ordinal))
            .OrderBy(entry => entry.Bytes)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal)
            .Take(1)
            .Select(entry => entry.Path);
    }

    private IEnumerable<string> OfFile(string file)
    {
        var path = LayerTree.Prefix + file;
        return _removed.ContainsKey(path) ? [path] : _removed.Keys.Where(name => name.StartsWith(path + "/", StringComparison.Ordinal));
    }

    private IEnumerable<string> PackageFilesAbove(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            var package = ImportNames.InitOf(path[..slash]);
            if (_removed.ContainsKey(package))
            {
                yield return package;
            }
        }
    }
}
