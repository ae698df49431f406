namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Something that a user can do about a layer that is too large.</summary>
public sealed record WayOn
{
    /// <summary>Kind of it.</summary>
    public required WayKind Kind { get; init; }

    /// <summary>What it is about: a tier, a rule, a distribution; null where it is about the whole.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes that it saves; null where that can't be said.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether the bytes are exact; false for an estimate, which counts what is shared with others only once.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether it is enough by itself.</summary>
    public bool IsEnough { get; init; }

    /// <summary>What to type for it, such as <c>--up-to kernels</c>; null where there is no such option.</summary>
    public string? Option { get; init; }

    /// <summary>Unzipped bytes that the layer would have with it, where that was tried; null elsewhere.</summary>
    public long? LeavesBytes { get; init; }

    /// <summary>What to do, in words.</summary>
    public required string Do { get; init; }

    /// <summary>What stops working then, in a user's words; null where nothing does.</summary>
    public string? Breaks { get; init; }
}
