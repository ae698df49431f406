using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;

namespace LayerPipeline.Reporting.Page;

/// <summary>What the probe of the untouched packages says of single files.</summary>
internal sealed class RunEvidence
{
    private const string CompiledCode = "compiled code, past Python's own open";

    private readonly Dictionary<string, string> _openedBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _usedBy = new(StringComparer.Ordinal);
    private readonly ProbeReport? _baseline;

    /// <summary>Takes a report.</summary>
    /// <param name="baseline">The probe of the untouched packages; null where nothing was probed.</param>
    public RunEvidence(ProbeReport? baseline)
    {
        _baseline = baseline;
        foreach (var result in baseline is null ? [] : baseline.Modules.Concat(baseline.Behaviours))
        {
            foreach (var file in result.Opened)
            {
                _openedBy.TryAdd(file, result.Id);
            }

            foreach (var file in result.IsBehaviour ? result.Opened.Concat(result.Used) : [])
            {
                _usedBy.TryAdd(file, result.Id);
            }
        }

        foreach (var file in baseline?.OpenedOutside ?? [])
        {
            _openedBy.TryAdd(file, CompiledCode);
        }
    }

    /// <summary>The module or behaviour that opened an entry first, or null.</summary>
    public string? OpenedBy(string entry) => LayerTree.Below(entry) is { } path ? _openedBy.GetValueOrDefault(path) : null;

    /// <summary>The first behaviour that opened an entry, or null.</summary>
    public string? UsedBy(string entry) => LayerTree.Below(entry) is { } path ? _usedBy.GetValueOrDefault(path) : null;

    /// <summary>What an entry imports.</summary>
    public IReadOnlyList<ReportImport> Imports(string entry) =>
        LayerTree.Below(entry) is { } path && _baseline is { } baseline
            ?
            [
                .. Edges(baseline.Imports, baseline.Lines, path, later: false),
                .. Edges(baseline.Later, baseline.LaterLines, path, later: true),
            ]
            : [];

    private static IEnumerable<ReportImport> Edges(
        IReadOnlyDictionary<string, IReadOnlyList<string>> targets,
        IReadOnlyDictionary<string, IReadOnlyList<int>> lines,
        string path,
        bool later
    )
    {
        var known = lines.GetValueOrDefault(path, []);
        return targets
            .GetValueOrDefault(path, [])
            .Select((target, at) => new ReportImport(LayerTree.Prefix + target, at < known.Count ? known[at] : 0, later));
    }
}
