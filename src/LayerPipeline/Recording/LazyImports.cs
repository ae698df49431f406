using LayerPipeline.Planning;
using LayerPipeline.Probing;

namespace LayerPipeline.Recording;

/// <summary>
/// Whether a function of this layer may set <c>PYTHON_LAZY_IMPORTS=all</c>, which puts off each import until its name is used.
/// Source: https://peps.python.org/pep-0810/.
/// </summary>
public sealed record LazyImports
{
    /// <summary>Whether every behaviour that works on the layer works so, too; null where it was not tried.</summary>
    public bool? Safe { get; init; }

    /// <summary>Why it was not tried; null where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>Behaviours that work on the layer, but with lazy imports not, with another result, or without any.</summary>
    public IReadOnlyList<string> Failed
    {
        get => field ?? [];
        init;
    }

    /// <summary>What the layer's report says.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="candidate">The report on the layer; null where none was made.</param>
    /// <returns>The answer, with its reason where there is none.</returns>
    internal static LazyImports Of(BuildPlan plan, ProbeReport? candidate)
    {
        if (!plan.Runtime.LazyImports)
        {
            return NotTried($"Python {plan.Runtime.Python} has no setting that makes imports lazy; 3.15 is the first that has");
        }

        var results = candidate?.Behaviours.ToDictionary(behaviour => behaviour.Id, StringComparer.Ordinal) ?? [];
        var wanted = results.Values.Where(result => result is { Ok: true, IsLazy: false } && !IsOfCoreType(plan, result.Id)).ToList();
        if (!wanted.Exists(result => results.ContainsKey(result.Id + ProbeResult.LazyMark)))
        {
            return NotTried("no behaviour ran on the layer");
        }

        IReadOnlyList<string> failed =
        [
            .. wanted
                .Where(result =>
                    results.GetValueOrDefault(result.Id + ProbeResult.LazyMark) is not { Ok: true } lazy || lazy.Value != result.Value
                )
                .Select(result => result.Id),
        ];
        return new LazyImports { Safe = failed.Count == 0, Failed = failed };
    }

    /// <summary>Another core type changes which instructions compute, not when modules are imported: such a behaviour runs once.</summary>
    private static bool IsOfCoreType(BuildPlan plan, string id) =>
        plan.ProbeArguments.CoreTypes.Any(core => id.EndsWith("@" + core, StringComparison.Ordinal));

    private static LazyImports NotTried(string reason) => new() { Reason = reason };
}
