namespace LayerPipeline.Reporting.Page;

/// <summary>A distribution, as the page lists it.</summary>
public sealed record ReportDistribution
{
    /// <summary>Normalised name, or <c>(none)</c> for files that no RECORD names.</summary>
    public required string Name { get; init; }

    /// <summary>Its version; null where it is not known.</summary>
    public string? Version { get; init; }

    /// <summary>Licence as its metadata states it.</summary>
    public string? License { get; init; }

    /// <summary>Whether the request named it.</summary>
    public bool Requested { get; init; }

    /// <summary>Distributions that need it.</summary>
    public IReadOnlyList<string> RequiredBy
    {
        get => field ?? [];
        init;
    }

    /// <summary>Files in the untouched packages, or in the only archive.</summary>
    public required int Files { get; init; }

    /// <summary>Unzipped bytes there.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files in the layer, its bytecode not counted; null where nothing was decided.</summary>
    public int? FilesAfter { get; init; }

    /// <summary>Unzipped bytes in the layer, its bytecode among them.</summary>
    public long? BytesAfter { get; init; }

    /// <summary>Unzipped bytes of its bytecode in the layer.</summary>
    public long BytecodeBytes { get; init; }
}
