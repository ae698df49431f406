using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Measuring;

namespace LayerPipeline.Reporting.Page;

/// <summary>
/// How long each module takes by itself. Each distribution was imported in a process of its own, so that a module which several need was
/// measured several times: the shortest counts, so that together they are what one function takes which imports all.
/// </summary>
internal sealed class ModuleTimes
{
    private readonly Dictionary<string, double> _byModule = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>Takes what was measured.</summary>
    /// <param name="figures">A figure for each distribution.</param>
    public ModuleTimes(IReadOnlyList<StartupFigure> figures)
    {
        foreach (var (module, milliseconds) in figures.SelectMany(figure => figure.Times ?? new Dictionary<string, double>()))
        {
            _byModule[module] = Math.Min(milliseconds, _byModule.GetValueOrDefault(module, milliseconds));
        }
    }

    /// <summary>Milliseconds of the module that an entry is; null where it is none, or was not loaded.</summary>
    /// <param name="entry">Name of an entry of the layer.</param>
    public double? Of(string entry)
    {
        if (
            LayerTree.Below(entry) is not { } path
            || ImportNames.ModuleOf(path) is not { } module
            || !_byModule.TryGetValue(module, out var milliseconds)
        )
        {
            return null;
        }

        return _found.Add(module) ? milliseconds : null;
    }

    /// <summary>Modules of which no file was asked for: Python's own; slowest first.</summary>
    public IReadOnlyList<ReportModuleTime> Rest() =>
        [
            .. _byModule
                .Where(pair => !_found.Contains(pair.Key))
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new ReportModuleTime(pair.Key, pair.Value)),
        ];
}
