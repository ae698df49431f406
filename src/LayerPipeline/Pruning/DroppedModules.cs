using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning;

/// <summary>Modules whose own file the request's <c>prune.drop</c> removed: that they are gone is what was asked for.</summary>
public static class DroppedModules
{
    /// <summary>Names them.</summary>
    /// <param name="report">What became of each entry.</param>
    /// <returns>Module names, for example <c>package.part</c>.</returns>
    public static IReadOnlySet<string> Of(PruneReport report) =>
        report
            .Entries.Where(entry => string.Equals(entry.Rule, PrunePlanner.DropRule, StringComparison.Ordinal))
            .Select(entry => LayerTree.Below(entry.Path) is { } path ? ModuleFile.NameOf(path) : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
}
