namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Cores whose kernels go, and the core that is chosen in their place.</summary>
/// <param name="Cores">Their names.</param>
/// <param name="To">A kept core whose kernels run on all of them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">Where this can be read.</param>
public sealed record CoreRedirect(IReadOnlyList<string> Cores, string To, string Reason, string Source);
