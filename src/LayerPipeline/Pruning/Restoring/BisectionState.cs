namespace LayerPipeline.Pruning.Restoring;

/// <summary>
/// A search for the few files that an unexplained failure needs: all removed files of a distribution were restored,
/// and halves of them are taken out again as long as everything still works.
/// </summary>
public sealed record BisectionState
{
    /// <summary>Why files of this search are restored.</summary>
    public required string Because { get; init; }

    /// <summary>Files with which everything worked, or which are being tried for the first time.</summary>
    public required IReadOnlyList<string> Enough { get; init; }

    /// <summary>Whether <see cref="Enough"/> was seen to be enough.</summary>
    public bool Proven { get; init; }

    /// <summary>The half of <see cref="Enough"/> that is restored in the round under way; null when all of it is.</summary>
    public IReadOnlyList<string>? Trying { get; init; }

    /// <summary>Whether the first half was tried already and failed.</summary>
    public bool SecondHalf { get; init; }
}
