using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>Every DT_NEEDED, and what those need in turn, is found in the layer or in the runtime.</summary>
internal sealed class NeededLibraryGate : IGate
{
    /// <inheritdoc />
    public string Name => "needed-libraries";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var (needed, runtime) = (layer.Libraries.Needed, layer.Libraries.Runtime);
        var groups = needed
            .Missing.GroupBy(missing => missing.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var group in groups)
        {
            var elsewhere = Elsewhere(layer.Libraries.Sound, group.Key);
            var chains = group
                .Select(missing => missing.Chain)
                .OrderBy(chain => chain.Count)
                .ThenBy(chain => chain[0], StringComparer.Ordinal)
                .ToList();
            var paths = chains.Select(chain => chain[^1]).Distinct(StringComparer.Ordinal).ToList();
            var more = paths.Count == 1 ? string.Empty : $" ({MessageText.AndMore(paths.Count - 1).TrimStart()})";
            var chain = string.Join(" → ", chains[0].Select(LayerPaths.Short)) + more;
            yield return elsewhere is null
                ? this.Fail(
                    group.Key,
                    $"{chain} needs {group.Key}, which is neither in the layer nor in {runtime.Runtime}'s runtime. Use a wheel that contains it, put it into the layer's lib folder, or drop {LayerPaths.Short(chains[0][0])} if nothing imports it."
                )
                : this.Warn(
                    group.Key,
                    $"{chain} needs {group.Key}, which is in the layer as {LayerPaths.Short(elsewhere)}, where the loader does not look for it: this works only if something else has loaded it first."
                );
        }

        if (groups.Count == 0)
        {
            yield return this.Pass($"{needed.Found.Count} found in the layer, none missing");
        }
    }

    private static string? Elsewhere(BinaryLayer layer, string name) =>
        layer.Libraries.FirstOrDefault(library => library.Name == name || library.SharedObjectName == name)?.Path
        ?? layer.Links.Keys.FirstOrDefault(link => LayerPaths.NameOf(link) == name && layer.Find(link) is not null);
}
