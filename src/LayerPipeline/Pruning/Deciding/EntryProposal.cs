using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What patterns say of one entry; found once, however often is decided.</summary>
internal readonly record struct EntryProposal
{
    /// <summary>Path below <c>python/</c>; null for a folder, and for what lies beside it.</summary>
    public string? Path { get; init; }

    /// <summary>The rule of a tier that is always entered which proposes to remove it, or null.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The rule of the tier data that proposes to remove it, or null.</summary>
    public DataRule? Data { get; init; }

    /// <summary>The pattern of <c>prune.drop</c> that names it, or null.</summary>
    public PathPattern? Drop { get; init; }

    /// <summary>Why it stays whatever proposes to remove it, or null.</summary>
    public string? Asked { get; init; }

    /// <summary>Why its bytes stay as they are, although passes change libraries; null where they may.</summary>
    public string? LeftAlone { get; init; }

    /// <summary>Whether it is of a part that the request's <c>data</c> names, so that no tier on demand takes it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether it is protected from all rules.</summary>
    public bool IsProtected { get; init; }
}
