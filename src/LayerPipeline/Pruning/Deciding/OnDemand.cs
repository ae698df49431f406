using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What goes beyond the tiers that are always entered.</summary>
internal sealed record OnDemand
{
    /// <summary>Nothing.</summary>
    public static OnDemand None { get; } = new();

    /// <summary>Rules of the tier data that are applied.</summary>
    public IReadOnlyCollection<DataRule> Data { get; init; } = [];

    /// <summary>Folders and files of the tier unused that go.</summary>
    public IReadOnlyCollection<UnusedGroup> Unused { get; init; } = [];
}
