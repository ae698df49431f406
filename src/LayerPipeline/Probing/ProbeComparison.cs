namespace LayerPipeline.Probing;

/// <summary>Holds the layer's report against that of the untouched packages.</summary>
internal static class ProbeComparison
{
    /// <summary>Stands between a numeric behaviour and the processor type that it ran under.</summary>
    private const char CoreTypeMark = '@';

    /// <summary>Finds what worked before and does not now. What failed before, or is new, is not a regression.</summary>
    /// <param name="baseline">The report on the packages as pip left them.</param>
    /// <param name="candidate">The report on the layer; what it lacks counts as failed.</param>
    /// <param name="isGivenUp">Whether the request gave up a module or a behaviour: that it fails is not a regression.</param>
    /// <returns>Modules, then behaviours, each in the baseline's order; empty when the layer is proven.</returns>
    public static IReadOnlyList<Regression> Compare(ProbeReport baseline, ProbeReport candidate, Func<ProbeResult, bool> isGivenUp)
    {
        var numbers = new NumberComparison(baseline, candidate);
        var modules = baseline.Modules.Where(module => !isGivenUp(module));
        var behaviours = baseline.Behaviours.Where(behaviour => !isGivenUp(behaviour));
        return
        [
            .. Compare(RegressionKind.Module, modules, candidate.Modules, numbers),
            .. Compare(RegressionKind.Behaviour, behaviours, candidate.Behaviours, numbers),
        ];
    }

    /// <summary>Finds behaviours that work on both sides and give other numbers, which prove nothing: the processors differ.</summary>
    /// <param name="baseline">The report on the packages as pip left them.</param>
    /// <param name="candidate">The report on the layer.</param>
    /// <returns>Their ids, in the baseline's order.</returns>
    public static IReadOnlyList<string> NotComparable(ProbeReport baseline, ProbeReport candidate) =>
        [.. new NumberComparison(baseline, candidate).NotComparable()];

    /// <summary>The behaviour that ran once more for a processor type.</summary>
    /// <param name="id">Id of a result.</param>
    /// <returns>Its id without the type. Entry points, whose names hold what their authors like, run for none.</returns>
    internal static string WithoutCoreType(string id) =>
        id.StartsWith(ProbeResult.EntryPointPrefix, StringComparison.Ordinal) ? id : id.Split(CoreTypeMark)[0];

    private static IEnumerable<Regression> Compare(
        RegressionKind kind,
        IEnumerable<ProbeResult> before,
        IReadOnlyList<ProbeResult> after,
        NumberComparison numbers
    )
    {
        var results = after.ToDictionary(result => result.Id, StringComparer.Ordinal);
        foreach (var expected in before.Where(result => result.Ok))
        {
            var found = results.GetValueOrDefault(expected.Id);
            if (Reason(expected, found, numbers) is { } reason)
            {
                yield return new Regression(expected.Id, kind, expected.Distribution, found?.Error, reason);
            }
        }
    }

    private static string? Reason(ProbeResult expected, ProbeResult? found, NumberComparison numbers) =>
        found switch
        {
            // Another machine's processor may lack the kernels that this one is about: that says nothing about the layer.
            null when WithoutCoreType(expected.Id) != expected.Id => null,
            null => "It was not probed on the layer, so it is unknown whether the layer has it.",
            { Ok: false, Error: { } error } => $"{Verb(found.Status)} {error.Type}: {error.Message}",
            { Ok: false } => $"It ended with the status '{found.Status}'.",
            _ when numbers.AreWrong(expected, found) =>
                $"It computes a different result: the digest was {expected.Value ?? "absent"} and is {found.Value ?? "absent"}.",
            _ => null,
        };

    private static string Verb(string status) =>
        status switch
        {
            "crash" => "Its process died:",
            "timeout" => "It took too long:",
            _ => "It fails with",
        };
}
