namespace LayerPipeline.Probing;

/// <summary>Something that worked on the untouched packages and does not on the layer.</summary>
public sealed record Regression
{
    /// <summary>Module name or behaviour id.</summary>
    public required string Id { get; init; }

    /// <summary>Normalised name of the distribution it belongs to, or null.</summary>
    public string? Distribution { get; init; }

    /// <summary>Why it failed, where the probe could tell.</summary>
    public ProbeError? Error { get; init; }

    /// <summary>What is different, in words.</summary>
    public required string Reason { get; init; }
}
