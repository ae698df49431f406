using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Proof;

/// <summary>What a result may do beyond leaving out pages that belong to nothing.</summary>
public sealed record PermittedChanges
{
    /// <summary>Nothing more.</summary>
    public static PermittedChanges None { get; } = new();

    /// <summary>Addresses that may be missing, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Dropped { get; init; } = [];

    /// <summary>Addresses whose bytes may differ, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Changed { get; init; } = [];

    /// <summary>Addresses of slots that nothing reads any more and that may point to what is missing, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> DeadSlots { get; init; } = [];
}
