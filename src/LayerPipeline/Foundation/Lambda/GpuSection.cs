namespace LayerPipeline.Foundation.Lambda;

/// <summary>A section of shared libraries that holds code for GPUs and nothing else.</summary>
internal sealed record GpuSection
{
    /// <summary>Name of the section.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the sections that may point into it: they hold what is registered, and stay.</summary>
    public IReadOnlyList<string> Registration
    {
        get => field ?? [];
        init;
    }

    /// <summary>Why it stays although Lambda has no GPU; null where it can go.</summary>
    public string? Stays { get; init; }

    /// <summary>What it holds, and how that is used.</summary>
    public required string Reason { get; init; }

    /// <summary>Where that is documented.</summary>
    public required string Source { get; init; }
}
