using LayerPipeline.Probing;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Judging;

/// <summary>What is to be done with a candidate, and why.</summary>
public sealed record Judgement
{
    /// <summary>Publish, repair or stop.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What worked on the untouched packages and does not on the layer.</summary>
    public required IReadOnlyList<Regression> Regressions { get; init; }

    /// <summary>
    /// Behaviours that work on the layer, but with other numbers on a processor with other features: no regressions, and no proof.
    /// </summary>
    public IReadOnlyList<string> NotComparable
    {
        get => field ?? [];
        init;
    }

    /// <summary>The log as it is after this judgement; to be written to repair.json.</summary>
    public required RepairLog Log { get; init; }

    /// <summary>Why it is to be stopped, in words; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the candidate fails although no removed file is missing: where it was probed, the untouched packages fail too.</summary>
    public bool IsUnrelatedToPruning { get; init; }
}
