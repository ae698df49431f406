using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Under which processor cores numeric behaviours must give the same bits before and after.</summary>
public static class ProbedCores
{
    /// <summary>The kept cores where the plan allows kernels to go; none where every byte of the code stays.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>Names as <c>OPENBLAS_CORETYPE</c> takes them.</returns>
    public static IReadOnlyList<string> For(BuildPlan plan) =>
        Tier.Find(plan.Request.Prune.UpTo) is { } tier && tier.Order >= Tier.Kernels.Order
            ?
            [
                .. KernelCatalog
                    .Default.Architectures.Where(known => string.Equals(known.Architecture, plan.Architecture, StringComparison.Ordinal))
                    .SelectMany(known => known.Keep)
                    .Select(kept => kept.Core),
            ]
            : [];
}
