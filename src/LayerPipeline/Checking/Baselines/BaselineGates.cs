using LayerPipeline.Checking.Gates;

namespace LayerPipeline.Checking.Baselines;

/// <summary>
/// Gates that look at the packages as pip left them. That a layer behaves as they do is worth nothing where they do not work.
/// </summary>
internal static class BaselineGates
{
    /// <summary>Asks them.</summary>
    /// <param name="facts">What is known of the packages.</param>
    /// <returns>Their answers.</returns>
    public static IReadOnlyList<GateResult> Check(BaselineFacts facts) =>
        [
            .. facts.IsProbed ? [new RequestedGate(facts).Check()] : Array.Empty<GateResult>(),
            StandardLibraryGate.Check(facts.Baseline.Hides, facts.IsAllowed, facts.RequiredBy),
        ];
}
