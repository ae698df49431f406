using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>What a source asks for on one runtime.</summary>
/// <param name="Requirements">Requirements without markers.</param>
/// <param name="Skipped">What has no effect there.</param>
internal sealed record SourceSelection(IReadOnlyList<RequestedDistribution> Requirements, IReadOnlyList<SkippedRequirement> Skipped)
{
    /// <summary>What was meant to have an effect and has none: a user is warned of it.</summary>
    public IReadOnlyList<SkippedRequirement> Ignored { get; init; } = [];

    /// <summary>Lines of a constraints file.</summary>
    public IReadOnlyList<RequestedDistribution> Constraints { get; init; } = [];
}
