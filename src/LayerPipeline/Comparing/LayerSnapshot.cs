using LayerPipeline.Analyzing;

namespace LayerPipeline.Comparing;

/// <summary>What is known of one layer that is compared with another: of an archive its files, of a manifest what was recorded.</summary>
public sealed record LayerSnapshot
{
    /// <summary>What it is, as the caller named it.</summary>
    public required string Source { get; init; }

    /// <summary>Unzipped bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Length of the archive in bytes; null where it is not known.</summary>
    public long? ZipBytes { get; init; }

    /// <summary>What it keeps compressed; empty where it has no cold store. Its files are as a plain layer has them.</summary>
    public IReadOnlyList<ColdPart> Cold { get; init; } = [];

    /// <summary>For example <c>3.13</c>; null where nothing says so.</summary>
    public string? Python { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>; null where nothing says so.</summary>
    public string? Architecture { get; init; }

    /// <summary>Its distributions.</summary>
    public required IReadOnlyList<SnapshotDistribution> Distributions { get; init; }

    /// <summary>Its files; null where only a manifest is there.</summary>
    public IReadOnlyList<SnapshotFile>? Files { get; init; }

    /// <summary>Names of modules; null where nothing says which there are.</summary>
    public IReadOnlyList<string>? Modules { get; init; }

    /// <summary>Whether these are modules that were seen to import, rather than modules by the names of files.</summary>
    public bool ModulesWereImported { get; init; }

    /// <summary>Seconds that importing requested distributions takes, by name; empty where it was not measured.</summary>
    public IReadOnlyDictionary<string, double> Startup { get; init; } = new Dictionary<string, double>();
}
