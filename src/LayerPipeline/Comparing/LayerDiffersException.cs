using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Comparing;

/// <summary>A layer that was built once more is not the same.</summary>
/// <param name="message">Both digests, and what differs.</param>
public sealed class LayerDiffersException(string message) : LayerPipelineException(message)
{
    private const int Named = 8;

    internal static LayerDiffersException Of(RebuiltLayer rebuilt) =>
        new(
            $"The layer that was built again is another one: SHA-256 {rebuilt.Sha256} and not {rebuilt.RecordedSha256}.\n"
                + (
                    rebuilt.Differences.Count == 0
                        ? "Its entries have the same content; their order or compression differs, as with another version of LayerPipeline."
                        : $"{Plural.Of(rebuilt.Differences.Count, "file")} differ, for example "
                            + MessageText.List([.. rebuilt.Differences.Select(file => $"{file.Path} ({file.Kind})")], Named)
                            + "."
                )
                + "\nUse the same versions of LayerPipeline, Python and pip as the run, which provenance.json names."
        );
}
