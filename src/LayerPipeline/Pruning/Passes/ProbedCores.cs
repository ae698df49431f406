using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes;

/// <summary>Under which processor cores numeric behaviours must give the same bits before and after.</summary>
public static class ProbedCores
{
    /// <summary>The cores that the plan's passes leave; none where every byte of the code stays.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>Names as <c>OPENBLAS_CORETYPE</c> takes them.</returns>
    public static IReadOnlyList<string> For(BuildPlan plan) =>
        Tier.Find(plan.Request.Prune.UpTo) is { } tier
            ? [.. LibraryPasses.UpTo(tier).SelectMany(pass => pass.CoresToProbe(plan.Architecture)).Distinct(StringComparer.Ordinal)]
            : [];
}
