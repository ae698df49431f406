namespace LayerPipeline.Installing.Libraries;

/// <summary>A library of the machine that built, copied into the layer's lib folder.</summary>
public sealed record SystemLibrary
{
    /// <summary>Name by which others need it, as in DT_NEEDED; also the file's name in the layer.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the file on the machine that built.</summary>
    public required string Source { get; init; }

    /// <summary>The value of <c>systemLibraries</c> for which it was taken, by itself or because what was taken needs it.</summary>
    public required string Wanted { get; init; }

    /// <summary>The system package that the file is of; null where dpkg and rpm know none.</summary>
    public string? Package { get; init; }

    /// <summary>The package's version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The package's licence as rpm states it, or null.</summary>
    public string? License { get; init; }

    /// <summary>Path of the licence's text on the machine that built, or null.</summary>
    public string? LicenseFile { get; init; }

    /// <summary>SHA-256 of the file as it was taken, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }
}
