namespace LayerPipeline.Comparing;

/// <summary>A distribution that is not the same in both layers.</summary>
public sealed record DistributionDifference
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Its version in the old layer; null where it is not there or not known.</summary>
    public string? OldVersion { get; init; }

    /// <summary>Its version in the new layer; null where it is not there or not known.</summary>
    public string? NewVersion { get; init; }

    /// <summary>Its unzipped bytes in the old layer; null where that is not known.</summary>
    public long? OldBytes { get; init; }

    /// <summary>Its unzipped bytes in the new layer; null where that is not known.</summary>
    public long? NewBytes { get; init; }

    /// <summary>Its licence in the old layer, where it differs; null otherwise.</summary>
    public string? OldLicense { get; init; }

    /// <summary>Its licence in the new layer, where it differs or is new; null otherwise.</summary>
    public string? NewLicense { get; init; }
}
