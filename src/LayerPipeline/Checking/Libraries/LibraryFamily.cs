namespace LayerPipeline.Checking.Libraries;

/// <summary>A library that wheels often bring, known by what it exports, whatever its file is called.</summary>
internal sealed record LibraryFamily
{
    /// <summary>What people call it.</summary>
    public required string Library { get; init; }

    /// <summary>A symbol that it exports and nobody else does; some builds put something before or after the name.</summary>
    public required string Export { get; init; }

    /// <summary>Why it is listed.</summary>
    public required string Reason { get; init; }

    /// <summary>Where this can be read.</summary>
    public required string Source { get; init; }
}
