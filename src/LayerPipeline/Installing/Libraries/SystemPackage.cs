namespace LayerPipeline.Installing.Libraries;

/// <summary>The packages that contain one library, by kind of system.</summary>
internal sealed record SystemPackage
{
    /// <summary>Name as in DT_NEEDED.</summary>
    public required string Library { get; init; }

    /// <summary>The package of Amazon Linux, Fedora and their kin.</summary>
    public required string Rpm { get; init; }

    /// <summary>The package of Debian 12.</summary>
    public required string Deb { get; init; }

    /// <summary>What the library is.</summary>
    public required string Reason { get; init; }

    /// <summary>Where this can be read.</summary>
    public required string Source { get; init; }
}
