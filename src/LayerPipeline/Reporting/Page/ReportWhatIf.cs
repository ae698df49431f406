namespace LayerPipeline.Reporting.Page;

/// <summary>A rule of the tier data that was not applied, with what it could save.</summary>
public sealed record ReportWhatIf
{
    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Why such files can go.</summary>
    public required string Reason { get; init; }

    /// <summary>What stops working, in a user's words.</summary>
    public string? Breaks { get; init; }

    /// <summary>Places in <see cref="ReportFiles"/> of files in the layer that it proposes to remove; evidence may keep some of them.</summary>
    public required IReadOnlyList<int> Files { get; init; }
}
