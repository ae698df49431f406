namespace LayerPipeline.Foundation.Lambda;

/// <summary>A distribution that a runtime has of its own.</summary>
internal sealed record RuntimePackage
{
    /// <summary>Normalised name (PEP 503).</summary>
    public required string Name { get; init; }

    /// <summary>Top-level names of its modules.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Whether its version has to match that of the others of its set that are marked so.</summary>
    public bool Together { get; init; }

    /// <summary>Where this is documented.</summary>
    public required string Source { get; init; }
}
