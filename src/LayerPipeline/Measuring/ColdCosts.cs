namespace LayerPipeline.Measuring;

/// <summary>cold.json: what a cold store costs a function that imports all of it. Written by the probe, and completed by its caller.</summary>
public sealed record ColdCosts
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>One entry a unit of the store.</summary>
    public required IReadOnlyList<ColdCost> Units { get; init; }

    /// <summary>Bytes that all of them take on disk, inflated.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>Bytes of memory by which the process grew that inflated them.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>What works where each process inflates what it imports, in words.</summary>
    public string? Fresh { get; init; }

    /// <summary>What works where everything is inflated already, in words.</summary>
    public string? Warm { get; init; }
}
