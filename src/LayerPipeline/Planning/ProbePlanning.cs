using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Planning;

/// <summary>Decides what the probes of a build are told.</summary>
internal static class ProbePlanning
{
    /// <summary>A package that takes longer to import has no place in a function, whose start has 10 seconds.</summary>
    internal const int TimeoutSeconds = 60;

    public static PlannedProbe Plan(LayerRequest request, IReadOnlyList<string> requested, PythonRuntime runtime, string architecture) =>
        new()
        {
            Probes = request.Probes,
            Requested = requested,
            CoreTypes = CoresOf(request.Prune, architecture),
            Environment = request.Environment,
            LazyImports = runtime.LazyImports,
            RuntimeLibraries = LibrariesOf(runtime, architecture),
            Proposed = RuleSet.Shipped.Patterns,
            TimeoutSeconds = TimeoutSeconds,
        };

    /// <summary>What packages may use of the machine where a probe runs.</summary>
    public static IReadOnlyList<string> LibrariesOf(PythonRuntime runtime, string architecture) =>
        RuntimeLibraries.For(runtime, architecture).Names;

    /// <summary>The cores that stay where code may go; none where every byte of it stays.</summary>
    private static IReadOnlyList<string> CoresOf(PruneRequest prune, string architecture) =>
        Tier.Find(prune.UpTo) is { } highest && Tier.All.Any(tier => tier.RemovesCode && tier.Order <= highest.Order)
            ?
            [
                .. KernelCatalog
                    .Default.Architectures.Where(known => string.Equals(known.Architecture, architecture, StringComparison.Ordinal))
                    .SelectMany(known => known.Keep)
                    .Select(kept => kept.Core),
            ]
            : [];
}
