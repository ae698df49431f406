namespace LayerPipeline.Pruning.Restoring;

/// <summary>One round: what failed on the layer, and what was restored for it.</summary>
public sealed record RepairRound
{
    /// <summary>Ids of modules and behaviours that had worked on the untouched packages and failed on the layer; at most 50.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>How many failed in all.</summary>
    public required int FailureCount { get; init; }

    /// <summary>Entries that were restored for them.</summary>
    public required IReadOnlyList<string> Restored { get; init; }

    /// <summary>Trials of single failures that it took to find these; none where only whole rounds can be tried.</summary>
    public int Trials { get; init; }

    /// <summary>Entries that a search by halves took out again.</summary>
    public IReadOnlyList<string> TakenBack
    {
        get => field ?? [];
        init;
    }
}
