using LayerPipeline.Comparing;

namespace LayerPipeline.Reporting.Page;

/// <summary>One file of the picture. What is not known is left out: an archive by itself has no decisions.</summary>
internal sealed record ReportFile
{
    /// <summary>Its path, as the archive has it; of several small files, their folder and what they are.</summary>
    public required string Path { get; init; }

    /// <summary>How many files it stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Name of the distribution that it belongs to; null where none is known.</summary>
    public string? Distribution { get; init; }

    /// <summary>Unzipped bytes in the untouched packages, or in the archive where there is only one.</summary>
    public required long Bytes { get; init; }

    /// <summary>Unzipped bytes in the layer; null where nothing was decided.</summary>
    public long? After { get; init; }

    /// <summary>Zipped bytes of its content in the untouched packages, or in the only archive.</summary>
    public long? Zipped { get; init; }

    /// <summary>Zipped bytes of its content in the layer.</summary>
    public long? ZippedAfter { get; init; }

    /// <summary>What became of it.</summary>
    public ReportAction Action { get; init; }

    /// <summary>What became of it between two layers; null where it is the same in both, or nothing was compared.</summary>
    public ChangeKind? Change { get; init; }

    /// <summary>The rule that proposed to remove it, or the tier that changed it; null for none.</summary>
    public string? Rule { get; init; }

    /// <summary>Why it was kept against a rule, changed, or removed by something else than a rule.</summary>
    public string? Reason { get; init; }

    /// <summary>The module or behaviour that opened it first; null where none did.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>The first behaviour that opened it, whatever had opened it before; null where none did.</summary>
    public string? UsedBy { get; init; }

    /// <summary>Milliseconds that importing it takes by itself; null where that was not measured.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>What it is inflated with, where it is in a cold store; null otherwise.</summary>
    public string? Cold { get; init; }

    /// <summary>What it imports.</summary>
    public IReadOnlyList<ReportImport> Imports
    {
        get => field ?? [];
        init;
    }
}
