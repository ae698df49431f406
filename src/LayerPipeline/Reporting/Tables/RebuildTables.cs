using LayerPipeline.Comparing;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Reporting.Tables;

/// <summary>What came of building a layer once more.</summary>
public static class RebuildTables
{
    private const int Shown = 15;
    private const int InputLength = 200;

    /// <summary>Makes the section.</summary>
    /// <param name="rebuilt">What was found.</param>
    public static TextSection Of(RebuiltLayer rebuilt) =>
        rebuilt.IsSame
            ? new TextSection
            {
                Title = "Built again",
                Notes =
                [
                    $"The same bytes: SHA-256 {rebuilt.Sha256}.",
                    .. rebuilt.OtherInputs.Select(input => $"Not as recorded: {MessageText.Shorten(input, InputLength)}."),
                    .. Uncompared(rebuilt.UncomparedWheels),
                ],
            }
            : TextSection.Of(
                "Built again",
                [new("File"), new("What"), new("Recorded", true), new("Built again", true)],
                rebuilt.Differences ?? [],
                Shown,
                file =>
                    [
                        file.Path,
                        file.Kind.ToString().ToLowerInvariant(),
                        MessageText.Number(file.OldBytes),
                        MessageText.Number(file.NewBytes),
                    ],
                $"Another layer: SHA-256 {rebuilt.Sha256} and not {rebuilt.RecordedSha256}."
            );

    private static IEnumerable<string> Uncompared(IReadOnlyList<string> wheels)
    {
        if (wheels.Count > 0)
        {
            yield return $"Not compared, as no SHA-256 of both is known: {MessageText.List(wheels, Shown)}.";
        }
    }
}
