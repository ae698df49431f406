using LayerPipeline.Formats.Packaging;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What the probe of the raw tree says is needed: files it opened, and what kept modules import at module level.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<string, string> _openedBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _usedBy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _scripts = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _imports;
    private readonly IReadOnlyList<ProbeResult> _request;
    private readonly IReadOnlyList<ProbeResult> _metadata;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _later;
    private readonly Dictionary<string, string> _readBy = new(StringComparer.Ordinal);
    private readonly NamedFiles _named;
    private LibraryNeeds _needs = LibraryNeeds.None;
    private PackageTree? _tree;

    /// <summary>Takes the evidence of a baseline.</summary>
    /// <param name="baseline">The probe of the raw tree.</param>
    public Evidence(ProbeReport baseline)
    {
        _imports = baseline.Imports;
        _later = baseline.Later;
        _named = new NamedFiles(baseline);
        _request = [.. baseline.Behaviours.Where(result => result.IsOfRequest)];
        _metadata = [.. baseline.Behaviours.Where(result => result.IsOfMetadata)];
        _scripts.UnionWith(baseline.Behaviours.Where(result => result.IsOfScript).Select(result => result.Id));
        foreach (var result in baseline.Modules.Concat(baseline.Behaviours))
        {
            foreach (var file in result.Opened)
            {
                _openedBy.TryAdd(file, result.Id);
            }

            foreach (var file in result.Read)
            {
                _readBy.TryAdd(file, result.Id);
            }
        }

        foreach (var (source, files) in baseline.Reads)
        {
            foreach (var file in files)
            {
                _readBy.TryAdd(file, source);
            }
        }

        foreach (var result in baseline.Behaviours.Where(result => !result.IsOfScript))
        {
            foreach (var file in result.Opened.Concat(result.Used))
            {
                _usedBy.TryAdd(file, result.Id);
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

    /// <summary>Why nothing can be said about what the request's probes don't touch; null where it can.</summary>
    public string? WhyNoUnused =>
        _request.Count == 0 ? "none of the request's probes has run on the untouched packages"
        : _request.FirstOrDefault(result => !result.Ok) is { } failed
            ? $"{failed.Id} failed on the untouched packages, so what it needs is not known"
        : null;

    /// <summary>Why the bytes of a library must stay as they are; null where they may change.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    public string? WhyLeftAlone(string path) =>
        _readBy.GetValueOrDefault(path) is { } reader ? $"left as it is: {reader} reads it as a file" : null;

    /// <summary>Files that the request's probes and metadata open, and what these import at module level.</summary>
    /// <returns>Paths below <c>python/</c>.</returns>
    public IReadOnlySet<string> Touched()
    {
        var opened = _request.Concat(_metadata).SelectMany(result => result.Opened.Concat(result.Used));
        var touched = new HashSet<string>(opened, StringComparer.Ordinal);
        var frontier = new Queue<string>(touched);
        while (frontier.TryDequeue(out var importer))
        {
            foreach (var imported in _imports.GetValueOrDefault(importer, []).Where(touched.Add))
            {
                frontier.Enqueue(imported);
            }
        }

        return touched;
    }

    /// <summary>The same, with what libraries need of one another.</summary>
    /// <param name="needs">What they need.</param>
    public Evidence With(LibraryNeeds needs)
    {
        var more = (Evidence)MemberwiseClone();
        more._needs = needs;
        return more;
    }

    /// <summary>The same, with what lies where.</summary>
    /// <param name="tree">All files.</param>
    public Evidence With(PackageTree tree)
    {
        var more = (Evidence)MemberwiseClone();
        more._tree = tree;
        return more;
    }

    /// <summary>Finds those of the proposed files that are needed.</summary>
    /// <param name="files">Paths below <c>python/</c>, and bytes, of every file that stays or that is proposed to go.</param>
    /// <param name="proposed">Those that are proposed to go.</param>
    /// <returns>Needed file to the reason.</returns>
    public IReadOnlyDictionary<string, string> Needed(IReadOnlyList<(string Path, long Bytes)> files, ProposedFiles proposed)
    {
        var needed = new Dictionary<string, string>(StringComparer.Ordinal);

        // Imports first: "imported by" tells a reader more than "opened by", and most files are both.
        var staying = files.Select(file => file.Path).Where(path => !proposed.All.Contains(path));
        FollowImports(new Queue<string>(staying), proposed, needed);
        KeepOpened([.. files.Select(file => file.Path).Where(IsOpenedAndProposed)], proposed, needed);
        KeepAll(_named.OpenedOutside(proposed), proposed, needed);
        KeepAll(_tree is null ? [] : _named.Listed(proposed, _tree), proposed, needed);
        KeepNamedAndWithThem(files, proposed, needed);
        return needed;

        bool IsOpenedAndProposed(string path) =>
            proposed.All.Contains(path) && !proposed.Unused.Contains(path) && (_openedBy.ContainsKey(path) || _usedBy.ContainsKey(path));
    }

    /// <summary>
    /// Keeps what was opened. A module that goes with its feature is no reason to keep what only it opened, itself included; whether it
    /// goes may turn out with the next file that is kept. Neither is a script for a command line, which can't be run on Lambda.
    /// </summary>
    private void KeepOpened(List<string> opened, ProposedFiles proposed, Dictionary<string, string> needed)
    {
        var modules = ModulesOf(proposed.Optional);
        int before;
        do
        {
            before = needed.Count;
            foreach (var file in opened.Where(file => !needed.ContainsKey(file)))
            {
                if (OpenerOf(file, modules, proposed.Optional.Contains(file), needed) is { } opener)
                {
                    Keep(file, $"opened by {opener}, which worked on the untouched packages", proposed, needed);
                }
            }
        } while (needed.Count > before && modules.Count > 0);
    }

    private string? OpenerOf(string file, Dictionary<string, string> modules, bool isOptional, Dictionary<string, string> needed)
    {
        var opener = _openedBy.GetValueOrDefault(file);
        var isGoing = opener is not null && modules.TryGetValue(opener, out var own) && !needed.ContainsKey(own);
        var isScript = isOptional && opener is not null && _scripts.Contains(opener);
        return isGoing || isScript ? _usedBy.GetValueOrDefault(file) : opener ?? _usedBy.GetValueOrDefault(file);
    }

    private static Dictionary<string, string> ModulesOf(IEnumerable<string> files)
    {
        var modules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (ImportNames.ModuleOf(file) is { } name)
            {
                modules.TryAdd(name, file);
            }
        }

        return modules;
    }

    private void KeepAll(IEnumerable<(string File, string Reason)> found, ProposedFiles proposed, Dictionary<string, string> needed)
    {
        foreach (var (file, reason) in found)
        {
            if (!needed.ContainsKey(file))
            {
                Keep(file, reason, proposed, needed);
            }
        }
    }

    /// <summary>Keeps what kept files name, and what is kept together with these; what that names is kept in turn.</summary>
    private void KeepNamedAndWithThem(
        IReadOnlyList<(string Path, long Bytes)> files,
        ProposedFiles proposed,
        Dictionary<string, string> needed
    )
    {
        var below = proposed
            .All.Where(_ => _named.HasFolders)
            .SelectMany(file => PathFolders.Above(file).Select(folder => (folder, file)))
            .ToLookup(pair => pair.folder, pair => pair.file, StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var holders = new HashSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            KeepNamed(files, proposed, below, asked, needed);
            before = needed.Count;
            KeepTexts(proposed, holders, needed);
            KeepFolders(files, proposed, holders, needed);
        } while (needed.Count > before);
    }

    private void KeepNamed(
        IReadOnlyList<(string Path, long Bytes)> files,
        ProposedFiles proposed,
        ILookup<string, string> below,
        HashSet<string> asked,
        Dictionary<string, string> needed
    )
    {
        var next = files
            .Select(file => file.Path)
            .Where(path => _named.IsNaming(path) && (!proposed.All.Contains(path) || needed.ContainsKey(path)))
            .ToList();
        while (next.Count > 0)
        {
            foreach (var source in next.Where(asked.Add))
            {
                KeepAll(_named.By(source, proposed, below), proposed, needed);
            }

            next = [.. needed.Keys.Where(file => _named.IsNaming(file) && !asked.Contains(file))];
        }
    }

    /// <summary>Where a distribution has no compiled code, its headers and sources were compiled to nothing: who reads one may read all.</summary>
    private void KeepTexts(ProposedFiles proposed, HashSet<string> holders, Dictionary<string, string> needed)
    {
        if (_tree is not { } tree)
        {
            return;
        }

        var texts = proposed
            .All.Where(file => proposed.RuleOf(file)?.Is(RuleTrait.OfCompiledCode) == true)
            .ToLookup(tree.OwnerOf, StringComparer.Ordinal);
        foreach (var owner in texts.Where(owner => !tree.IsCompiled(owner.Key)))
        {
            if (owner.Where(file => needed.ContainsKey(file) && !holders.Contains(file)).Min(StringComparer.Ordinal) is { } read)
            {
                var reason = $"{read} is read, and {owner.Key} has no compiled code that it could be a source of";
                KeepAll(owner.Select(file => (file, reason)), proposed, needed);
            }
        }
    }

    /// <summary>
    /// A folder without <c>__init__.py</c> can be imported while anything is in it, and a folder that is asked for must be there; a zip
    /// keeps no empty folder. Deepest folders first, so that one file serves those above it too. Nobody reads these files, the holders.
    /// </summary>
    private void KeepFolders(
        IReadOnlyList<(string Path, long Bytes)> files,
        ProposedFiles proposed,
        HashSet<string> holders,
        Dictionary<string, string> needed
    )
    {
        var asked = _named.Asked(path => !proposed.All.Contains(path) || needed.ContainsKey(path));
        var imported = _openedBy.Keys.Concat(_usedBy.Keys).Where(path => path.EndsWith('/')).ToHashSet(StringComparer.Ordinal);
        HashSet<string> folders = [.. imported, .. asked.Keys];
        foreach (var (folder, below) in FilesBelow(files, folders, proposed, needed))
        {
            var isGivenUp = below.TrueForAll(file => proposed.Optional.Contains(file.Path)) && !_usedBy.ContainsKey(folder);
            if (!isGivenUp && below.TrueForAll(file => !needed.ContainsKey(file.Path) && !proposed.Unused.Contains(file.Path)))
            {
                var smallest = below.OrderBy(file => file.Bytes).ThenBy(file => file.Path, StringComparer.Ordinal).First().Path;
                var reason = imported.Contains(folder)
                    ? $"keeps the folder {folder} importable: {_openedBy.GetValueOrDefault(folder) ?? _usedBy[folder]} imports it"
                    : $"keeps the folder {folder}: {asked[folder]} asks for it";
                holders.Add(smallest);
                Keep(smallest, reason, proposed, needed);
            }
        }
    }

    /// <summary>The files of each of some folders in which no file stays; deepest folders first.</summary>
    private static IEnumerable<(string Folder, List<(string Path, long Bytes)> Files)> FilesBelow(
        IReadOnlyList<(string Path, long Bytes)> files,
        HashSet<string> folders,
        ProposedFiles proposed,
        Dictionary<string, string> needed
    )
    {
        var below = new Dictionary<string, List<(string, long)>>(StringComparer.Ordinal);
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in folders.Count == 0 ? [] : files)
        {
            var stays = !proposed.All.Contains(file.Path) || needed.ContainsKey(file.Path);
            foreach (var folder in PathFolders.Above(file.Path).Where(folders.Contains))
            {
                if (stays)
                {
                    full.Add(folder);
                }
                else if (below.TryGetValue(folder, out var others))
                {
                    others.Add(file);
                }
                else
                {
                    below.Add(folder, [file]);
                }
            }
        }

        return below
            .Where(pair => !full.Contains(pair.Key))
            .OrderByDescending(pair => pair.Key.Count(c => c == '/'))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value));
    }

    private void Keep(string file, string reason, ProposedFiles proposed, Dictionary<string, string> needed)
    {
        needed.Add(file, reason);
        FollowImports(new Queue<string>([file]), proposed, needed);
    }

    private void FollowImports(Queue<string> frontier, ProposedFiles proposed, Dictionary<string, string> needed)
    {
        while (frontier.TryDequeue(out var importer))
        {
            foreach (var imported in _imports.GetValueOrDefault(importer, []))
            {
                if (proposed.All.Contains(imported) && needed.TryAdd(imported, $"imported at module level by {importer}"))
                {
                    frontier.Enqueue(imported);
                }
            }

            foreach (var imported in _later.GetValueOrDefault(importer, []))
            {
                if (proposed.IsByRule(imported) && needed.TryAdd(imported, $"imported by {importer} when one of its functions is called"))
                {
                    frontier.Enqueue(imported);
                }
            }

            foreach (var library in _needs[importer])
            {
                if (proposed.All.Contains(library) && needed.TryAdd(library, $"{importer} can't be loaded without it"))
                {
                    frontier.Enqueue(library);
                }
            }
        }
    }
}
