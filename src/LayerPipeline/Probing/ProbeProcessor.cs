namespace LayerPipeline.Probing;

/// <summary>What a probe's numbers depend on in addition to the packages. Only where it is the same are they comparable to the bit.</summary>
public sealed record ProbeProcessor
{
    /// <summary>
    /// What the processor can do, sorted: flags of /proc/cpuinfo by which libraries choose their code, and <c>DISTRIBUTION:NAME</c>
    /// where a distribution itself says what it found.
    /// </summary>
    public IReadOnlyList<string> Features
    {
        get => field ?? [];
        init;
    }

    /// <summary>Environment variables by which numeric behaviours were told to do no more than every host can.</summary>
    public IReadOnlyDictionary<string, string> Common
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>Whether equal code on equal numbers gives equal bits under both.</summary>
    /// <param name="other">Another probe's.</param>
    /// <returns>Whether neither features nor what was asked for differ.</returns>
    public bool ComputesAs(ProbeProcessor other) =>
        Features.SequenceEqual(other.Features, StringComparer.Ordinal)
        && Common.Count == other.Common.Count
        && Common.All(variable => string.Equals(other.Common.GetValueOrDefault(variable.Key), variable.Value, StringComparison.Ordinal));
}
