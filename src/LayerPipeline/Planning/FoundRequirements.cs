using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Planning;

/// <summary>What one runtime needs.</summary>
/// <param name="Requirements">One requirement each name, sorted by name.</param>
/// <param name="Constraints">Lines of constraints files.</param>
/// <param name="Sources">What was understood of each source.</param>
internal sealed record FoundRequirements(
    IReadOnlyList<RequestedDistribution> Requirements,
    IReadOnlyList<RequestedDistribution> Constraints,
    IReadOnlyList<PlannedSource> Sources
);
