using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Output;

/// <summary>What a user should know of a prune that stops nothing.</summary>
internal static class PruneWarnings
{
    /// <summary>A warning per glob that no file matches, most often misspelt, those of rules that could not apply, and of the bytecode.</summary>
    public static IEnumerable<string> In(PruneReport report) =>
        report
            .Unmatched.Select(glob => $"{glob} matches no file")
            .Concat(report.Rules.Where(rule => rule.Hint is not null).Select(NotApplied))
            .Concat(report.Bytecode?.Warnings ?? [])
            .Concat(report.Cold?.Warnings ?? []);

    private static string NotApplied(RuleTotal rule) =>
        $"{rule.Rule}: {rule.KeptBytes:N0} bytes stay, since they are in use ({rule.Reason}); {rule.Hint}";
}
