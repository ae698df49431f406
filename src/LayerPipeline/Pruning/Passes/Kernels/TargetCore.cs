namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>A core whose kernels stay.</summary>
/// <param name="Core">Its name, for example <c>HASWELL</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">Where this can be read.</param>
public sealed record TargetCore(string Core, string Reason, string Source);
