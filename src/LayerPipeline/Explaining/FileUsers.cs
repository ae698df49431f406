using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Explaining;

/// <summary>Who uses which file, as the probe of the untouched packages saw it. Paths are below <c>python/</c>.</summary>
internal sealed class FileUsers
{
    private const string AllBelow = "**";

    private readonly ProbeReport? _baseline;
    private readonly ILookup<string, Importer> _importers;
    private readonly ILookup<string, string> _named;
    private readonly HashSet<string> _outside;

    /// <summary>Turns the report round.</summary>
    /// <param name="baseline">The probe of the untouched packages; null where nothing is known.</param>
    public FileUsers(ProbeReport? baseline)
    {
        _baseline = baseline;
        var atOnce = Edges(baseline?.Imports, baseline?.Lines, isLater: false);
        var later = Edges(baseline?.Later, baseline?.LaterLines, isLater: true);
        _importers = atOnce.Concat(later).ToLookup(edge => edge.Imported, edge => edge.Importer, StringComparer.Ordinal);
        _named = Pairs(baseline?.Names).ToLookup(pair => pair.Used.Replace(AllBelow, "", StringComparison.Ordinal), pair => pair.User);
        _outside = (baseline?.OpenedOutside ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether there is a report.</summary>
    public bool AreKnown => _baseline is not null;

    /// <summary>Files that import a file, those at module level first.</summary>
    public IEnumerable<Importer> ImportersOf(string path) => _importers[path];

    /// <summary>Modules and behaviours that opened a file, the first of them first.</summary>
    public IReadOnlyList<string> OpenedBy(string path) =>
        [.. Results().Where(result => result.Opened.Contains(path) || result.Used.Contains(path)).Select(result => result.Id).Distinct()];

    /// <summary>Whether compiled code opened it.</summary>
    public bool IsOpenedOutside(string path) => _outside.Contains(path);

    /// <summary>Files in whose strings the file, or a folder above it, stands.</summary>
    public IReadOnlyList<string> NamedBy(string path) =>
        [
            .. PathFolders
                .Above(path)
                .Append(path)
                .SelectMany(name => _named[name])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Who reads a library as a file.</summary>
    public IReadOnlyList<string> ReadBy(string path) =>
        [
            .. Results().Where(result => result.Read.Contains(path)).Select(result => result.Id),
            .. Pairs(_baseline?.Reads).Where(pair => pair.Used == path).Select(pair => pair.User),
        ];

    private IEnumerable<ProbeResult> Results() => _baseline is null ? [] : _baseline.Modules.Concat(_baseline.Behaviours);

    /// <summary>A line of 0 stands for none: what imports the file then is no statement of the source.</summary>
    private static IEnumerable<(string Imported, Importer Importer)> Edges(
        IReadOnlyDictionary<string, IReadOnlyList<string>>? imports,
        IReadOnlyDictionary<string, IReadOnlyList<int>>? lines,
        bool isLater
    ) =>
        imports is null
            ? []
            : imports.SelectMany(edge =>
            {
                var known = lines?.GetValueOrDefault(edge.Key) ?? [];
                return edge.Value.Select(
                    (imported, at) => (imported, new Importer(edge.Key, at < known.Count && known[at] > 0 ? known[at] : null, isLater))
                );
            });

    private static IEnumerable<(string User, string Used)> Pairs(IReadOnlyDictionary<string, IReadOnlyList<string>>? edges) =>
        edges is null ? [] : edges.SelectMany(edge => edge.Value.Select(used => (edge.Key, used)));
}
