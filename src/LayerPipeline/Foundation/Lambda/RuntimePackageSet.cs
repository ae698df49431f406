namespace LayerPipeline.Foundation.Lambda;

/// <summary>Distributions that runtimes have together.</summary>
internal sealed record RuntimePackageSet
{
    /// <summary>What they are, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Versions of Python whose runtimes have them.</summary>
    public required IReadOnlyList<string> Pythons { get; init; }

    /// <summary>The distributions.</summary>
    public required IReadOnlyList<RuntimePackage> Distributions { get; init; }

    /// <summary>Why runtimes have them, and what is known of their versions.</summary>
    public required string Reason { get; init; }

    /// <summary>Where this is documented.</summary>
    public required string Source { get; init; }
}
