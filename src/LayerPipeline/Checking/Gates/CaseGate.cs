using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>No two names that differ only in case: they overwrite each other where people unpack layers to look at them.</summary>
internal sealed class CaseGate : IGate
{
    /// <inheritdoc />
    public string Name => "case";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Entries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var collisions = layer
            .Files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Select(file => file.Name).ToList())
            .ToList();
        var measured = $"{Plural.Of(collisions.Count, "name that differs", "names that differ")} only in case";
        yield return collisions is [var first, ..]
            ? this.Warn(measured, $"'{first[0]}' and '{first[1]}' are the same file on macOS and Windows; on Lambda they are two.")
            : this.Pass(measured);
    }
}
