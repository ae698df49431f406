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

    /// <summary>
    /// Whether a package is broken of which only a part needs it. Ours: what needs pkg_resources reads its own version or data where it
    /// runs; what needs setuptools or distutils are mostly tools that build other packages.
    /// </summary>
    public bool BreaksByPart { get; init; }

    /// <summary>Where this is documented.</summary>
    public required string Source { get; init; }
}
