using LayerPipeline.Probing;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What the probe of the raw tree says is needed: files it opened, and what kept modules import at module level.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<string, string> _openedBy = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _imports;

    /// <summary>Takes the evidence of a baseline.</summary>
    /// <param name="baseline">The probe of the raw tree.</param>
    public Evidence(ProbeReport baseline)
    {
        _imports = baseline.Imports;
        foreach (var result in baseline.Modules.Concat(baseline.Behaviours))
        {
            foreach (var file in result.Opened)
            {
                _openedBy.TryAdd(file, result.Id);
            }
        }
    }

    /// <summary>No evidence at all: only rules decide, and Repair fixes what they break.</summary>
    public static Evidence None { get; } =
        new(
            new ProbeReport
            {
                Python = "",
                Machine = "",
                Modules = [],
                Behaviours = [],
            }
        );

    /// <summary>Finds those of the proposed files that are needed.</summary>
    /// <param name="files">Paths below <c>python/</c>, and bytes, of every file that stays or that rules propose to remove.</param>
    /// <param name="proposed">Those that rules propose to remove.</param>
    /// <returns>Needed file to the reason.</returns>
    public IReadOnlyDictionary<string, string> Needed(IReadOnlyList<(string Path, long Bytes)> files, IReadOnlySet<string> proposed)
    {
        var needed = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = files.Select(file => file.Path).ToList();

        // Imports first: "imported by" tells a reader more than "opened by", and most files are both.
        FollowImports(new Queue<string>(all.Where(file => !proposed.Contains(file))), proposed, needed);
        foreach (var file in all.Where(file => proposed.Contains(file) && !needed.ContainsKey(file)))
        {
            if (_openedBy.TryGetValue(file, out var opener))
            {
                Keep(file, $"opened by {opener}, which worked on the untouched packages", proposed, needed);
            }
        }

        KeepFolders(files, proposed, needed);
        return needed;
    }

    /// <summary>
    /// A folder without <c>__init__.py</c> can be imported while anything is in it; a zip keeps no empty folder.
    /// Deepest folders first, so that one file serves those above it too.
    /// </summary>
    private void KeepFolders(
        IReadOnlyList<(string Path, long Bytes)> files,
        IReadOnlySet<string> proposed,
        Dictionary<string, string> needed
    )
    {
        var folders = _openedBy.Keys.Where(path => path.EndsWith('/'));
        foreach (var folder in folders.OrderByDescending(path => path.Count(c => c == '/')).ThenBy(path => path, StringComparer.Ordinal))
        {
            var below = files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)).ToList();
            if (below.Count > 0 && below.TrueForAll(file => proposed.Contains(file.Path) && !needed.ContainsKey(file.Path)))
            {
                var smallest = below.OrderBy(file => file.Bytes).ThenBy(file => file.Path, StringComparer.Ordinal).First().Path;
                Keep(smallest, $"keeps the folder {folder} importable: {_openedBy[folder]} imports it", proposed, needed);
            }
        }
    }

    private void Keep(string file, string reason, IReadOnlySet<string> proposed, Dictionary<string, string> needed)
    {
        needed.Add(file, reason);
        FollowImports(new Queue<string>([file]), proposed, needed);
    }

    private void FollowImports(Queue<string> frontier, IReadOnlySet<string> proposed, Dictionary<string, string> needed)
    {
        while (frontier.TryDequeue(out var importer))
        {
            foreach (var imported in _imports.GetValueOrDefault(importer, []))
            {
                if (proposed.Contains(imported) && needed.TryAdd(imported, $"imported at module level by {importer}"))
                {
                    frontier.Enqueue(imported);
                }
            }
        }
    }
}
