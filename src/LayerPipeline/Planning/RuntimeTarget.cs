using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Planning;

/// <summary>What a layer is measured against, whatever packages it holds.</summary>
/// <param name="Runtime">The runtime that it is for.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="BudgetBytes">Bytes that it may have unzipped: the limit less the reserve.</param>
public sealed record RuntimeTarget(PythonRuntime Runtime, string Architecture, long BudgetBytes);
