using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>What a result may do beyond leaving out pages that belong to nothing.</summary>
internal sealed record PermittedChanges
{
    /// <summary>Nothing more.</summary>
    public static PermittedChanges None { get; } = new();

    /// <summary>Addresses that may be missing, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Dropped { get; init; } = [];

    /// <summary>Addresses whose bytes may differ, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Changed { get; init; } = [];

    /// <summary>Addresses of slots that nothing reads and that may therefore point to what is missing, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> DeadSlots { get; init; } = [];

    /// <summary>What several edits of one library may do together.</summary>
    /// <param name="all">What each may do.</param>
    /// <returns>The union.</returns>
    public static PermittedChanges Join(IEnumerable<PermittedChanges> all)
    {
        var changes = all.ToList();
        return new PermittedChanges
        {
            Dropped = AddressRange.Merge(changes.SelectMany(change => change.Dropped)),
            Changed = AddressRange.Merge(changes.SelectMany(change => change.Changed)),
            DeadSlots = AddressRange.Merge(changes.SelectMany(change => change.DeadSlots)),
        };
    }
}
