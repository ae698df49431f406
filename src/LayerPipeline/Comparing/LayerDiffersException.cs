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
                + Files(rebuilt.Differences)
                + (
                    rebuilt.OtherInputs.Count == 0
                        ? ""
                        : $"\nNot as recorded: {MessageText.List([.. rebuilt.OtherInputs.Select(input => MessageText.Shorten(input, 200))], Named)}."
                )
                + "\nUse the same versions of LayerPipeline, Python and pip as the run, which provenance.json names."
        );

    private static string Files(IReadOnlyList<FileDifference>? differences) =>
        differences switch
        {
            null => "Only the digest of the first is known, so it can't be said which files differ; the run's folder would tell.",
            [] => "Its entries have the same content; their order or compression differs, as with another version of LayerPipeline.",
            _ => $"{Plural.Of(differences.Count, "file")} differ, for example "
                + MessageText.List([.. differences.Select(file => $"{file.Path} ({file.Kind})")], Named)
                + ".",
        };
}
