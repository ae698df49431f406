namespace LayerPipeline.Pruning.Rules;

/// <summary>One entry of rules.json: what it proposes to remove, and why.</summary>
public sealed record Rule
{
    /// <summary>Short name, unique, used in prune.json.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its <c>Tier</c>; null for a rule that protects.</summary>
    public string? Tier { get; init; }

    /// <summary>Globs below <c>python/</c>.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Why files like these can go, or must stay.</summary>
    public required string Reason { get; init; }

    /// <summary>Where that is documented.</summary>
    public required string Source { get; init; }
}
