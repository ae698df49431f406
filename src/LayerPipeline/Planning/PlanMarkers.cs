using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Planning;

/// <summary>What markers are judged by on a plan.</summary>
internal static class PlanMarkers
{
    /// <summary>The environment of a plan's runtime.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The environment.</returns>
    public static MarkerEnvironment Of(BuildPlan plan) =>
        MarkerEnvironment.Of(plan.Runtime.Python, RuntimeCatalog.Default.FindArchitecture(plan.Architecture)?.Machine ?? plan.Architecture);
}
