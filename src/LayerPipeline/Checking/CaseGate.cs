namespace LayerPipeline.Checking;

/// <summary>No two names that differ in case only: they overwrite each other where people unpack layers to look at them.</summary>
public sealed class CaseGate : IGate
{
    /// <inheritdoc />
    public GateResult Check(LayerFacts layer)
    {
        var collisions = layer
            .Files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Select(file => file.Name).ToList())
            .ToList();
        return new GateResult
        {
            Gate = "case",
            Status = collisions.Count == 0 ? GateStatus.Pass : GateStatus.Warn,
            Measured = $"{collisions.Count} names that differ in case only",
            Message =
                collisions.Count == 0
                    ? ""
                    : $"'{collisions[0][0]}' and '{collisions[0][1]}' are one file on macOS and Windows; Lambda keeps both.",
        };
    }
}
