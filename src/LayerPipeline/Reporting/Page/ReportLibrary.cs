namespace LayerPipeline.Reporting.Page;

/// <summary>A shared library that is in the layer.</summary>
public sealed record ReportLibrary
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes in the untouched packages, or in the only archive.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes in the layer; null where nothing was decided.</summary>
    public long? After { get; init; }

    /// <summary>What was done to it, in words; null for nothing.</summary>
    public string? Change { get; init; }

    /// <summary>Bytes of its file that are loaded to be executed; null where it was not read.</summary>
    public long? CodeBytes { get; init; }

    /// <summary>Bytes of its file that are loaded and never executed.</summary>
    public long? DataBytes { get; init; }

    /// <summary>Bytes of its file that are never loaded.</summary>
    public long? UnloadedBytes { get; init; }
}
