using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Gates;

/// <summary>Every library is for the layer's processor, and whole.</summary>
internal sealed class MachineGate : IGate
{
    /// <inheritdoc />
    public string Name => "machine";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var (libraries, architecture) = (layer.Libraries.All.Libraries, layer.Architecture);
        var (foreign, damaged) = (0, 0);
        foreach (
            var group in libraries
                .Where(library => !library.Identity.IsFor(architecture))
                .GroupBy(library => library.Identity.Name, StringComparer.Ordinal)
        )
        {
            var paths = group.Select(library => library.Path).Order(StringComparer.Ordinal).ToList();
            foreign += paths.Count;
            yield return this.Fail(
                $"{paths.Count} of {libraries.Count}",
                $"{LayerPaths.Some(paths)}: built for {group.Key}, but the layer is for {architecture}. Install for {architecture}, or build the layer for the other architecture."
            );
        }

        foreach (var library in libraries.Where(library => library.Identity.IsFor(architecture) && library.Damage is not null))
        {
            damaged++;
            yield return this.Fail("damaged", $"{LayerPaths.Short(library.Path)}: {library.Damage}. Install the package again.");
        }

        if (foreign + damaged == 0)
        {
            yield return this.Pass($"{libraries.Count} for {architecture}");
        }
    }
}
