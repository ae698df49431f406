using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Probing;

/// <summary>Files of the packages were changed while they were probed: what was packed may not be what was seen to work.</summary>
/// <param name="message">Which files, and what to do next.</param>
public sealed class PackagesChangedException(string message) : LayerPipelineException(message)
{
    private const int Listed = 3;

    internal static PackagesChangedException Of(IReadOnlyList<string> paths)
    {
        var more = paths.Count > Listed ? $" and {paths.Count - Listed} more" : "";
        return new PackagesChangedException(
            $"{Plural.Of(paths.Count, "file")} of the packages changed while the packages were probed: {string.Join(", ", paths.Take(Listed))}{more}. "
                + "What was seen to work may not be what the layer has, so nothing is proven. Let nothing else change the run's folder and build "
                + "again; if the same files change again, a package changes them when it is imported: leave it out, or ask for another version."
        );
    }
}
