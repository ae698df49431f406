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
}
