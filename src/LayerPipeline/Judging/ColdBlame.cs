using LayerPipeline.Probing;
using LayerPipeline.Pruning.Cold;

namespace LayerPipeline.Judging;

/// <summary>Which cold distributions have to be hot for a failure to go away that the plain layer does not have.</summary>
internal static class ColdBlame
{
    /// <summary>Finds them.</summary>
    /// <param name="cold">What is cold.</param>
    /// <param name="failures">What fails on the layer, and not on the plain one.</param>
    /// <returns>Each with the failure: the failure's own distribution where it is cold, else those that its text names, else all.</returns>
    public static IReadOnlyDictionary<string, string> Of(ColdReport cold, IReadOnlyList<Regression> failures)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var failure in failures)
        {
            var because = $"out of the cold store {failure.Id} fails with {failure.Error?.Summary ?? failure.Reason}";
            foreach (var name in Of(cold, failure))
            {
                found.TryAdd(name, because);
            }
        }

        return found;
    }

    private static IEnumerable<string> Of(ColdReport cold, Regression failure)
    {
        var own = cold.Units.Where(unit => failure.Distribution is { } name && unit.Distributions.Contains(name)).ToList();
        var text = failure.Error?.Summary ?? failure.Reason;
        var named = cold
            .Units.Where(unit => unit.Distributions.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return (
            own.Count > 0 ? own
            : named.Count > 0 ? named
            : cold.Units
        ).SelectMany(unit => unit.Distributions);
    }
}
