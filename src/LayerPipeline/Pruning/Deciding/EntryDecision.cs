namespace LayerPipeline.Pruning.Deciding;

/// <summary>What became of one entry of raw.zip, and why.</summary>
public sealed record EntryDecision
{
    /// <summary>The entry's name, <c>python/...</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Kept, changed or removed.</summary>
    public required EntryAction Action { get; init; }

    /// <summary>Normalised name of the distribution that installed it, or null.</summary>
    public string? Distribution { get; init; }

    /// <summary>Id of the rule that proposed to remove it, also where evidence kept it; <c>drop</c>, <c>folders</c> and <c>unused</c> are the request's and ours.</summary>
    public string? Rule { get; init; }

    /// <summary>Name of the tier that changed it, for example <c>trim</c>; null for others.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why it was kept against a rule, changed, or removed by something else than a rule.</summary>
    public string? Reason { get; init; }

    /// <summary>The entry that takes its place in the layer; null where none does.</summary>
    public string? Successor { get; init; }

    /// <summary>Whether Repair or a person put it back: it stays exactly as it was.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRestored { get; init; }

    /// <summary>Whether it is a library that no pass may change: it was put back, the request keeps it, or something reads its file.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsLeftAlone { get; init; }

    /// <summary>Bytes that a library has where only what is never loaded goes; null where no tier above trim changed it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long? BytesTrimmed { get; init; }

    /// <summary>Unzipped bytes in raw.zip.</summary>
    public required long Bytes { get; init; }

    /// <summary>Unzipped bytes in layer.zip; 0 when removed.</summary>
    public required long BytesAfter { get; init; }

    /// <summary>Names of the entries that are in the layer.</summary>
    internal static IReadOnlySet<string> NamesOfKept(IEnumerable<EntryDecision> decisions) =>
        decisions
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path)
            .ToHashSet(StringComparer.Ordinal);
}
