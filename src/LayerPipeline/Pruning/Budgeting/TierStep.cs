namespace LayerPipeline.Pruning.Budgeting;

/// <summary>One tier of the plan for the budget.</summary>
public sealed record TierStep
{
    /// <summary>The tier's name.</summary>
    public required string Tier { get; init; }

    /// <summary>What became of it.</summary>
    public required TierState State { get; init; }

    /// <summary>Bytes that went with it; 0 where it was not entered.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rules of the tier data, or folders and files of the tier unused, that were applied, or libraries that the tier kernels changed.</summary>
    public IReadOnlyList<string> Chosen
    {
        get => field ?? [];
        init;
    }

    /// <summary>Why it could not be entered; null otherwise.</summary>
    public string? Reason { get; init; }
}
