using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Explaining;

/// <summary>Who uses which file, as the probe of the untouched packages saw it. Paths are below <c>python/</c>.</summary>
internal sealed class FileUsers
{
    private const string AllBelow = "**";

    private readonly ProbeReport? _baseline;
    private readonly ILookup<string, (string File, bool IsLater)> _importers;
    private readonly ILookup<string, string> _named;
    private readonly HashSet<string> _outside;

    /// <summary>Turns the report round.</summary>
    /// <param name="baseline">The probe of the untouched packages; null where nothing is known.</param>
    public FileUsers(ProbeReport? baseline)
    {
        _baseline = baseline;
        var atOnce = Pairs(baseline?.Imports).Select(pair => (pair.Used, pair.User, IsLater: false));
        var later = Pairs(baseline?.Later).Select(pair => (pair.Used, pair.User, IsLater: true));
        _importers = atOnce.Concat(later).ToLookup(edge => edge.Used, edge => (edge.User, edge.IsLater), StringComparer.Ordinal);
        _named = Pairs(baseline?.Names).ToLookup(pair => pair.Used.Replace(AllBelow, "", StringComparison.Ordinal), pair => pair.User);
        _outside = (baseline?.OpenedOutside ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether there is a report.</summary>
    public bool AreKnown => _baseline is not null;

    /// <summary>Files that import a file, those at module level first.</summary>
    public IEnumerable<(string File, bool IsLater)> ImportersOf(string path) => _importers[path];

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

    private static IEnumerable<(string User, string Used)> Pairs(IReadOnlyDictionary<string, IReadOnlyList<string>>? edges) =>
        edges is null ? [] : edges.SelectMany(edge => edge.Value.Select(used => (edge.Key, used)));
}
