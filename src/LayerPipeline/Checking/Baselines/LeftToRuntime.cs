using LayerPipeline.Planning;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Baselines;

/// <summary>What can be tried only where the runtime's own packages are: on Lambda.</summary>
internal static class LeftToRuntime
{
    /// <summary>Distributions that were asked for and whose modules, or the one with their name, need what is left to the runtime.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="report">A probe.</param>
    /// <returns>Their normalised names: nothing is known of whether they work.</returns>
    public static IReadOnlyList<string> Untried(BuildPlan plan, ProbeReport report)
    {
        var provided = plan.ProbeArguments.ProvidedModules;
        return
        [
            .. plan.Requested.Where(name => IsUntried([.. report.Modules.Where(module => module.Distribution == name)], name, provided)),
        ];
    }

    private static bool IsUntried(IReadOnlyList<ProbeResult> modules, string distribution, IReadOnlyList<string> provided) =>
        modules.Count > 0
        && (
            modules.All(module => module.Lacks(provided))
            || modules.Any(module => module.Lacks(provided) && IsNamedAs(module, distribution))
        );

    /// <summary>Whether a module has the name of its distribution.</summary>
    public static bool IsNamedAs(ProbeResult module, string distribution) =>
        string.Equals(module.Id.Replace('_', '-'), distribution, StringComparison.OrdinalIgnoreCase);
}
