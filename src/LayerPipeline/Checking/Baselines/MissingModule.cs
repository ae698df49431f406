namespace LayerPipeline.Checking.Baselines;

/// <summary>A module that packages take for granted, and that Python or its environments no longer have.</summary>
internal sealed record MissingModule
{
    /// <summary>Top-level name of the module.</summary>
    public required string Module { get; init; }

    /// <summary>Why it is not there, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where this is documented.</summary>
    public required string Source { get; init; }
}
