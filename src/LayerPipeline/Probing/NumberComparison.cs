namespace LayerPipeline.Probing;

/// <summary>
/// Whether two digests of numbers may be held against each other. A processor with other features runs other code of the same
/// library, whose results differ in the last bits: that says nothing about what was pruned.
/// </summary>
/// <param name="baseline">The report on the packages as pip left them.</param>
/// <param name="candidate">The report on the layer.</param>
internal sealed class NumberComparison(ProbeReport baseline, ProbeReport candidate)
{
    /// <summary>Behaviours that worked on both, but with other numbers on another processor; in the baseline's order.</summary>
    public IEnumerable<string> NotComparable()
    {
        var results = candidate.Behaviours.ToDictionary(result => result.Id, StringComparer.Ordinal);
        return baseline
            .Behaviours.Where(before =>
                before.Ok
                && results.GetValueOrDefault(before.Id) is { Ok: true } after
                && Differ(before, after)
                && !AreComparable(before, after)
            )
            .Select(before => before.Id);
    }

    /// <summary>Whether the numbers changed on processors that compute alike.</summary>
    public bool AreWrong(ProbeResult before, ProbeResult after) => Differ(before, after) && AreComparable(before, after);

    private static bool Differ(ProbeResult before, ProbeResult after) =>
        !string.Equals(before.Value, after.Value, StringComparison.Ordinal);

    private bool AreComparable(ProbeResult before, ProbeResult after) =>
        (before.Processor ?? baseline.Processor, after.Processor ?? candidate.Processor) switch
        {
            // A digest that is there on one side only is not a matter of processors.
            _ when before.Value is null || after.Value is null => true,
            ({ } one, { } other) => one.ComputesAs(other),
            (null, null) => true,
            _ => false,
        };
}
