using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>Walks through uv.lock from the project along the dependencies that hold for a runtime.</summary>
/// <param name="file">The lock.</param>
/// <param name="packages">Its packages by normalised name.</param>
/// <param name="project">The project.</param>
/// <param name="target">The runtime, and what was asked for.</param>
internal sealed class UvWalk(LockFile file, ILookup<string, UvPackage> packages, UvPackage project, SourceTarget target)
{
    private readonly MarkerEnvironment _environment = target.Environment.With(Conflicting(project, target));
    private readonly Queue<(UvEdge Edge, bool IsDirect)> _open = new();
    private readonly HashSet<(UvPackage Package, string Extra)> _seen = [];
    private readonly SortedDictionary<string, (UvPackage Package, RequestedDistribution Pin)> _pins = new(StringComparer.Ordinal);
    private readonly List<SkippedRequirement> _skipped = [];

    /// <summary>Walks.</summary>
    /// <returns>A pin for each package that is needed, and what is not.</returns>
    /// <exception cref="InvalidRequestException">A package that is needed can't be installed.</exception>
    public SourceSelection Run()
    {
        Open(project.Needs, isDirect: true);
        Choose(project.Extras, target.Extras, "extra");
        Choose(project.Groups, target.Groups, "group");
        while (_open.TryDequeue(out var next))
        {
            Follow(next.Edge, next.IsDirect);
        }

        return new SourceSelection([.. _pins.Values.Select(each => each.Pin)], _skipped);
    }

    /// <summary>Extras and groups that exclude each other have names of their own in markers. Source: uv, conflicting extras.</summary>
    private static IEnumerable<string> Conflicting(UvPackage project, SourceTarget target) =>
        target
            .Extras.Select(extra => $"extra-{project.Name.Length}-{project.Name}-{extra}")
            .Concat(target.Groups.Select(group => $"group-{project.Name.Length}-{project.Name}-{group}"));

    private void Choose(IReadOnlyDictionary<string, IReadOnlyList<UvEdge>> offered, IReadOnlyList<string> asked, string what)
    {
        foreach (var (name, edges) in offered)
        {
            if (asked.Contains(name))
            {
                Open(edges, isDirect: true);
            }
            else
            {
                var where = edges.Count > 0 ? edges[0].Table : project.Table;
                var needs = edges.Count > 0 ? MessageText.List([.. edges.Select(edge => edge.Name)], 10) : "nothing";
                _skipped.Add(new SkippedRequirement(file.Where(where), $"{what} {name}: {needs}", $"was not asked for (--{what} {name})"));
            }
        }
    }

    private void Open(IEnumerable<UvEdge> edges, bool isDirect)
    {
        foreach (var edge in edges)
        {
            _open.Enqueue((edge, isDirect));
        }
    }

    private void Follow(UvEdge edge, bool isDirect)
    {
        if (edge.Marker is not null && !edge.Marker.Holds(_environment))
        {
            _skipped.Add(
                new SkippedRequirement(file.Where(edge.Table), MessageText.Shorten(edge.ToString()), $"its marker excludes {target.Name}")
            );
            return;
        }

        var package = Find(edge);
        if (package != project)
        {
            Add(package, isDirect, edge);
        }

        foreach (var extra in edge.Extras.Where(extra => _seen.Add((package, extra))))
        {
            // An extra that nothing stands behind has no list in the lock.
            Open(package.Extras.GetValueOrDefault(extra, []), isDirect && package == project);
        }
    }

    private void Add(UvPackage package, bool isDirect, UvEdge edge)
    {
        if (!_pins.TryGetValue(package.Name, out var known))
        {
            _pins[package.Name] = (package, package.Distribution().Pin(target) with { IsDirect = isDirect });
            Open(package.Needs, isDirect: false);
        }
        else if (known.Package != package)
        {
            throw file.Invalid(
                edge.Table,
                edge.ToString(),
                $"and {known.Pin.Requirement} are two versions of one package for {target.Name}; the lock holds them for extras or groups that "
                    + "exclude each other: ask for one of these"
            );
        }
        else if (isDirect && !known.Pin.IsDirect)
        {
            _pins[package.Name] = (package, known.Pin with { IsDirect = true });
        }
    }

    private UvPackage Find(UvEdge edge)
    {
        var named = packages[edge.Name].Where(package => edge.Version is null || package.Version == edge.Version).ToList();
        var fitting = named.Count > 1 ? named.Where(package => package.IsFor(_environment)).ToList() : named;
        return fitting switch
        {
            [var package] => package,
            [] => throw file.Invalid(edge.Table, edge.ToString(), "is needed, and the lock has no such package; lock again ('uv lock')"),
            _ => throw file.Invalid(
                edge.Table,
                edge.ToString(),
                $"is in the lock {fitting.Count} times for {target.Name}, and nothing tells which is meant; lock again ('uv lock')"
            ),
        };
    }
}
