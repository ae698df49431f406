using LayerPipeline.Analyzing;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Reporting.Tables;

/// <summary>What a layer keeps compressed, as a table.</summary>
internal static class ColdTables
{
    private const int Shown = 15;

    /// <summary>Makes it.</summary>
    /// <param name="parts">What is cold.</param>
    /// <param name="title">What stands above it.</param>
    /// <returns>One section; none where nothing is cold.</returns>
    public static IEnumerable<TextSection> Of(IReadOnlyList<ColdPart> parts, string title)
    {
        if (parts.Count > 0)
        {
            yield return TextSection.Of(
                title,
                [
                    new("Inflated when it is imported"),
                    new("Files", IsNumber: true),
                    new("Bytes inflated", IsNumber: true),
                    new("Bytes in the store", IsNumber: true),
                ],
                parts,
                Shown,
                part => [part.Name, MessageText.Number(part.Files), MessageText.Number(part.Bytes), MessageText.Number(part.StoredBytes)],
                "Everywhere else these files are shown inflated, as they would be without the store."
            );
        }
    }
}
