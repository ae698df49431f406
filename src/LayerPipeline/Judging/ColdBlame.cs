using LayerPipeline.Probing;
using LayerPipeline.Pruning.Cold;

namespace LayerPipeline.Judging;

/// <summary>Which cold distributions have to be hot for a failure to go away that the plain layer does not have.</summary>
internal static class ColdBlame
{
    /// <summary>Finds them where it is known that the plain layer does not fail.</summary>
    /// <param name="cold">What is cold.</param>
    /// <param name="failures">What fails on the layer, and not on the plain one.</param>
    /// <returns>Each with the failure: the failure's own distribution where it is cold, else those that its text names, else all.</returns>
    public static IReadOnlyDictionary<string, string> Of(ColdReport cold, IReadOnlyList<Regression> failures) =>
        Of(failures, failure => Suspects(cold, failure) is { Count: > 0 } found ? found : cold.Units);

    /// <summary>Finds those that may be to blame where nothing can be tried on the plain layer.</summary>
    /// <param name="cold">What is cold.</param>
    /// <param name="failures">What fails on the layer.</param>
    /// <param name="files">What was removed: a failure that names some of it is not the store's.</param>
    /// <returns>Each with the failure: its own distribution where that is cold, else those that its text names.</returns>
    public static IReadOnlyDictionary<string, string> Likely(ColdReport cold, IReadOnlyList<Regression> failures, MissingEntries files) =>
        Of([.. failures.Where(failure => files.Find(failure.Error).Count == 0)], failure => Suspects(cold, failure));

    private static SortedDictionary<string, string> Of(
        IReadOnlyList<Regression> failures,
        Func<Regression, IReadOnlyList<ColdTotal>> suspects
    )
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var failure in failures)
        {
            var because = $"out of the cold store {failure.Id} fails with {failure.Error?.Summary ?? failure.Reason}";
            foreach (var name in suspects(failure).SelectMany(unit => unit.Distributions))
            {
                found.TryAdd(name, because);
            }
        }

        return found;
    }

    private static List<ColdTotal> Suspects(ColdReport cold, Regression failure)
    {
        var own = cold.Units.Where(unit => failure.Distribution is { } name && unit.Distributions.Contains(name)).ToList();
        var text = failure.Error?.Summary ?? failure.Reason;
        return own.Count > 0
            ? own
            : [.. cold.Units.Where(unit => unit.Distributions.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))];
    }
}
