using LayerPipeline.Installing.Libraries;

namespace LayerPipeline.Installing;

/// <summary>install.json: what pip installed, from pip's own report.</summary>
public sealed record InstallReport
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Version of the interpreter that installed, for example <c>3.13.0</c>.</summary>
    public required string Python { get; init; }

    /// <summary>Version of pip, or of the installer that is named.</summary>
    public required string Pip { get; init; }

    /// <summary>What installed in pip's place, such as <c>uv</c>; null for pip.</summary>
    public string? Installer { get; init; }

    /// <summary>Whether the interpreter was another version or machine than the runtime's: nothing can be probed there.</summary>
    public bool Foreign { get; init; }

    /// <summary>Distributions by normalised name.</summary>
    public required IReadOnlyList<InstalledDistribution> Distributions { get; init; }

    /// <summary>Distributions that were resolved and are not in the layer: the runtime has them, or only those need them.</summary>
    public IReadOnlyList<InstalledDistribution> LeftOut
    {
        get => field ?? [];
        init;
    }

    /// <summary>Libraries of the system that were taken into the layer's lib folder, by name.</summary>
    public IReadOnlyList<SystemLibrary> SystemLibraries
    {
        get => field ?? [];
        init;
    }

    /// <summary>What pip warned of, such as an extra that a distribution does not have; each on one line.</summary>
    public IReadOnlyList<string> Warnings
    {
        get => field ?? [];
        init;
    }
}
