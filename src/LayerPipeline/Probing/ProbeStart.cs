namespace LayerPipeline.Probing;

/// <summary>How long it took to import a distribution that was asked for, in a process of its own.</summary>
public sealed record ProbeStart
{
    /// <summary>Normalised name (PEP 503) of the distribution.</summary>
    public required string Id { get; init; }

    /// <summary>Its topmost public modules, which were imported.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Seconds that the import took, once.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// Milliseconds that modules take by themselves, without what they import, in another process; modules of Python itself among them.
    /// Only the slowest, and none below 0.05. Null where it was not measured: anywhere but in the throwaway function.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Times { get; init; }
}
