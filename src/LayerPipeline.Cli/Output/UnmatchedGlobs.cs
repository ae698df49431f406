using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Output;

/// <summary>Globs of the request that no file matches; most often they are misspelt.</summary>
internal static class UnmatchedGlobs
{
    /// <summary>A warning per glob.</summary>
    public static IEnumerable<string> In(PruneReport report) => report.Unmatched.Select(glob => $"{glob} matches no file");
}
