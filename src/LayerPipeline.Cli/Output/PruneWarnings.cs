using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Output;

/// <summary>What a user should know of a prune that stops nothing.</summary>
internal static class PruneWarnings
{
    /// <summary>A warning per glob that no file matches, most often misspelt, and those of the bytecode.</summary>
    public static IEnumerable<string> In(PruneReport report) =>
        report.Unmatched.Select(glob => $"{glob} matches no file").Concat(report.Bytecode?.Warnings ?? []);
}
