using LayerPipeline.Formats.Contents;

namespace LayerPipeline.Pruning.Rules;

/// <summary>One entry of rules.json, data-rules.json or gpu-rules.json: what it proposes to remove, and why.</summary>
public sealed record Rule
{
    /// <summary>Short name, unique, used in prune.json and in the request's <c>data</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its <c>Tier</c>; null for a rule that protects.</summary>
    public string? Tier { get; init; }

    /// <summary>Globs below <c>python/</c>; none where the content alone decides. In the tier data, <c>{name}</c> stands for the part that the request may name.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>What a file must be by its content, one of these; empty for anything.</summary>
    public IReadOnlyList<FileKind> Kinds
    {
        get => field ?? [];
        init;
    }

    /// <summary>What a file must not be by its content, whatever its name.</summary>
    public IReadOnlyList<FileKind> NotKinds
    {
        get => field ?? [];
        init;
    }

    /// <summary>What the rule looks at in addition to names and kinds.</summary>
    public IReadOnlyList<RuleTrait> Traits
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether the rule has a trait.</summary>
    /// <param name="trait">The trait.</param>
    public bool Is(RuleTrait trait) => Traits.Contains(trait);

    /// <summary>What to do about files that stay because a library needs them; null where there is nothing to say.</summary>
    public string? Hint { get; init; }

    /// <summary>Why files like these can go, or must stay.</summary>
    public required string Reason { get; init; }

    /// <summary>Where that is documented.</summary>
    public required string Source { get; init; }

    /// <summary>What stops working without the files, in a user's words; only in the tier data.</summary>
    public string? Breaks { get; init; }

    /// <summary>Names of <c>{name}</c> that all the others need, so that they always stay.</summary>
    public IReadOnlyList<string> Always
    {
        get => field ?? [];
        init;
    }

    /// <summary>Characters before which a name is the name of another part that it needs, such as <c>_</c> in <c>de_AT</c>; null for none.</summary>
    public string? Parents { get; init; }
}
