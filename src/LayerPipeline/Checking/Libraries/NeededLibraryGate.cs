using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Every DT_NEEDED, and what those need in turn, is found in the layer or in the runtime.</summary>
internal static class NeededLibraryGate
{
    private const string Name = "needed-libraries";

    public static IEnumerable<BinaryFinding> Check(BinaryLayer layer, NeededLibraries needed, RuntimeLibraries runtime)
    {
        var groups = needed
            .Missing.GroupBy(missing => missing.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var group in groups)
        {
            var elsewhere = Elsewhere(layer, group.Key);
            var chains = group
                .Select(missing => missing.Chain)
                .OrderBy(chain => chain.Count)
                .ThenBy(chain => chain[0], StringComparer.Ordinal)
                .ToList();
            var paths = chains.Select(chain => chain[^1]).Distinct(StringComparer.Ordinal).ToList();
            var more = paths.Count == 1 ? string.Empty : $" (and {paths.Count - 1} more)";
            var chain = string.Join(" → ", chains[0].Select(LayerPaths.Short)) + more;
            yield return elsewhere is null
                ? BinaryFinding.Fail(
                    Name,
                    group.Key,
                    $"{chain} needs {group.Key}, which is neither in the layer nor in {runtime.Runtime}'s runtime. Use a wheel that brings it, put it into the layer's lib folder, or drop {LayerPaths.Short(chains[0][0])} if nothing imports it.",
                    paths
                )
                : BinaryFinding.Warn(
                    Name,
                    group.Key,
                    $"{chain} needs {group.Key}, which is in the layer as {LayerPaths.Short(elsewhere)}, where the loader does not look for it: it works only if something loaded it before.",
                    paths
                );
        }

        if (groups.Count == 0)
        {
            yield return BinaryFinding.Pass(Name, $"{needed.Found.Count} found in the layer, none missing", string.Empty);
        }
    }

    private static string? Elsewhere(BinaryLayer layer, string name) =>
        layer.Libraries.FirstOrDefault(library => library.Name == name || library.SharedObjectName == name)?.Path
        ?? layer.Links.Keys.FirstOrDefault(link => LayerPaths.NameOf(link) == name && layer.Find(link) is not null);
}
