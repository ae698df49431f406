namespace LayerPipeline.Pruning;

/// <summary>What one rule did.</summary>
public sealed record RuleTotal
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>Its tier; null for the request's own patterns.</summary>
    public string? Tier { get; init; }

    /// <summary>Why files like these can go.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about files that stay because a library needs them; null where there is nothing to say.</summary>
    public string? Hint { get; init; }

    /// <summary>Files removed, or made smaller.</summary>
    public required int Removed { get; init; }

    /// <summary>Bytes that went with them.</summary>
    public required long RemovedBytes { get; init; }

    /// <summary>Files that it matched and that were kept nevertheless.</summary>
    public required int Kept { get; init; }

    /// <summary>Bytes of those.</summary>
    public required long KeptBytes { get; init; }
}
