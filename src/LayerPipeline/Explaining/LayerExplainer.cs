using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Explaining;

/// <summary>Says of the files of a run why they are in the layer, or are not: by which rule, and who uses them.</summary>
public sealed class LayerExplainer
{
    private const int Alike = 3;

    private readonly Dictionary<string, EntryDecision> _decisions;
    private readonly ILookup<string, string> _modules;
    private readonly ColdStore? _store;
    private readonly IReadOnlyDictionary<string, ColdUnit> _cold;
    private readonly Dictionary<string, string?> _damages = new(StringComparer.Ordinal);
    private readonly PruneReport _report;
    private readonly FileUsers _users;

    private LayerExplainer(PruneReport report, ProbeReport? baseline, ColdStore? store)
    {
        _report = report;
        _store = store;
        _cold = store?.UnitsByPath() ?? new Dictionary<string, ColdUnit>();
        _users = new FileUsers(baseline);
        _decisions = report.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        _modules = report
            .Entries.Select(entry => LayerTree.Below(entry.Path))
            .OfType<string>()
            .Where(path => ImportNames.ModuleOf(path) is not null)
            .ToLookup(path => ImportNames.ModuleOf(path)!, StringComparer.Ordinal);
    }

    /// <summary>Reads prune.json and baseline.json of a run, and, where it has a cold store, layer.zip.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The explainer.</returns>
    /// <exception cref="Foundation.Files.RunFileException">A file of the run is missing or malformed.</exception>
    /// <exception cref="InvalidArchiveException">The layer or its store is damaged.</exception>
    public static async Task<LayerExplainer> OpenAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var report = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        await using var layer = report.Cold is null ? null : await run.OpenAsync(RunFiles.Layer, cancellationToken);
        var cold = layer is null ? null : await ColdLayer.OpenAsync(layer, cancellationToken);
        return new LayerExplainer(report, baseline, cold?.Store);
    }

    /// <summary>Explains one file.</summary>
    /// <param name="name">Its path, with or without <c>python/</c>, or the name of a module.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="UnknownFileException">The packages have no such file.</exception>
    public FileExplanation Explain(string name)
    {
        var decision = Find(name);
        var path = LayerTree.Below(decision.Path) ?? decision.Path;
        var rule = RuleSet.Shipped.Rules.FirstOrDefault(rule => string.Equals(rule.Id, decision.Rule, StringComparison.Ordinal));
        var total = TotalOf(decision);
        var unit = _cold.GetValueOrDefault(path);
        return new FileExplanation
        {
            Decision = decision,
            Module = ImportNames.ModuleOf(path),
            Tier = total?.Tier ?? rule?.Tier,
            RuleReason = total?.Reason ?? rule?.Reason,
            ImportedBy = [.. _users.ImportersOf(path)],
            Chain = Chain(path),
            OpenedBy = _users.OpenedBy(path),
            OpenedByCompiledCode = _users.IsOpenedOutside(path),
            NamedBy = _users.NamedBy(path),
            ReadBy = _users.ReadBy(path),
            Cold = unit is null ? null : ColdPart.Of(unit),
            ColdDamage = unit is null ? null : DamageOf(unit),
            WasProbed = _users.AreKnown,
        };
    }

    /// <summary>Finds removed files.</summary>
    /// <param name="glob">A glob or a folder, with or without <c>python/</c>.</param>
    /// <returns>Their decisions, most bytes first, each with its reason or that of its rule.</returns>
    /// <exception cref="UnknownFileException">No removed file matches.</exception>
    public IReadOnlyList<EntryDecision> Removed(string glob)
    {
        var text = glob.StartsWith(LayerTree.Prefix, StringComparison.Ordinal) ? glob[LayerTree.Prefix.Length..] : glob;
        var pattern = new PathPattern(text);
        var found = _report
            .Entries.Where(entry => entry.Action == EntryAction.Removed && LayerTree.Below(entry.Path) is { } path && pattern.IsMatch(path))
            .OrderByDescending(entry => entry.Bytes)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal)
            .Select(entry => entry with { Reason = entry.Reason ?? TotalOf(entry)?.Reason })
            .ToList();
        return found.Count > 0
            ? found
            : throw new UnknownFileException(
                $"'{MessageText.Shorten(glob)}' matches none of the {_report.Entries.Count(entry => entry.Action == EntryAction.Removed):N0} "
                    + $"files that were removed. {RunFiles.Prune} lists them; '**/tests/**' is a glob."
            );
    }

    private string? DamageOf(ColdUnit unit)
    {
        if (!_damages.TryGetValue(unit.Name, out var damage))
        {
            _damages[unit.Name] = damage = _store!.FindDamage(unit);
        }

        return damage;
    }

    private RuleTotal? TotalOf(EntryDecision decision) =>
        _report.Rules.FirstOrDefault(each => string.Equals(each.Rule, decision.Rule, StringComparison.Ordinal));

    private EntryDecision Find(string name)
    {
        var path = name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal) ? name : LayerTree.Prefix + name;
        if (_decisions.TryGetValue(path, out var decision) || _decisions.TryGetValue(name, out decision))
        {
            return decision;
        }

        return _modules[name].FirstOrDefault() is { } module ? _decisions[LayerTree.Prefix + module] : throw Unknown(name);
    }

    private UnknownFileException Unknown(string name)
    {
        var last = name.TrimEnd('/').Split('/')[^1];
        var alike = _report.Entries.Select(entry => entry.Path).Where(path => path.EndsWith("/" + last, StringComparison.Ordinal)).ToList();
        var isFolder = _report.Entries.Any(entry =>
            entry.Path.StartsWith(LayerTree.Prefix + name.TrimEnd('/') + "/", StringComparison.Ordinal)
        );
        return new UnknownFileException(
            $"'{MessageText.Shorten(name)}' is "
                + (
                    isFolder
                        ? "a folder; give a file of it, or what was removed of it with --removed"
                        : "neither a file nor a module of the packages"
                )
                + (alike.Count > 0 && !isFolder ? $". Files of that name: {MessageText.List(alike, Alike)}" : "")
                + "."
        );
    }

    /// <summary>Breadth first, backwards, until a file that stays by itself; a shorter way tells a reader more.</summary>
    private List<Importer> Chain(string path)
    {
        var next = new Dictionary<string, (string Imported, Importer Importer)>(StringComparer.Ordinal);
        var frontier = new Queue<string>([path]);
        while (frontier.TryDequeue(out var imported))
        {
            foreach (var importer in _users.ImportersOf(imported))
            {
                if (importer.File == path || !next.TryAdd(importer.File, (imported, importer)))
                {
                    continue;
                }

                if (StaysByItself(importer.File))
                {
                    return imported == path ? [] : Walk(importer.File, path, next);
                }

                frontier.Enqueue(importer.File);
            }
        }

        return [];
    }

    private static List<Importer> Walk(string first, string path, Dictionary<string, (string Imported, Importer Importer)> next)
    {
        var chain = new List<Importer>();
        for (var file = first; file != path; file = next[file].Imported)
        {
            chain.Add(next[file].Importer);
        }

        return chain;
    }

    private bool StaysByItself(string path) =>
        _decisions.TryGetValue(LayerTree.Prefix + path, out var decision)
        && decision.Rule is null
        && decision.Action != EntryAction.Removed;
}
