using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Output;

/// <summary>What more than one verb has to say.</summary>
internal static class BuildOutputExtensions
{
    /// <summary>Warns of each glob of the request that no file matches.</summary>
    public static void WarnOfGlobs(this IBuildOutput output, PruneReport report)
    {
        foreach (var glob in report.Unmatched)
        {
            output.Warn($"{glob} matches no file");
        }
    }
}
