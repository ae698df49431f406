namespace LayerPipeline.Installing;

/// <summary>One distribution of the layer.</summary>
public sealed record InstalledDistribution
{
    /// <summary>Name, normalised by PEP 503.</summary>
    public required string Name { get; init; }

    /// <summary>Version by PEP 440, as its metadata has it.</summary>
    public required string Version { get; init; }

    /// <summary>File name of the wheel, or of the source archive that was built.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of that file in lower-case hexadecimal, or null where pip gave none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Licence as the metadata states it (expression, else a short licence field), or null.</summary>
    public string? License { get; init; }

    /// <summary>The licence as an SPDX expression (PEP 639), where the metadata has one; null otherwise.</summary>
    public string? LicenseExpression { get; init; }

    /// <summary>Where that file was downloaded from, without credentials and query; null for a file of the machine that built.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the request named it.</summary>
    public bool Requested { get; init; }

    /// <summary>Normalised names of the distributions that need it.</summary>
    public IReadOnlyList<string> RequiredBy
    {
        get => field ?? [];
        init;
    }
}
