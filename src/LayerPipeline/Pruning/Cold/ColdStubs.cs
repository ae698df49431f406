using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Pruning.Cold;

/// <summary>Which stubs a group needs: one for each module, wherever it stands.</summary>
internal static class ColdStubs
{
    /// <summary>Names of the stubs' entries, in order.</summary>
    /// <param name="group">The group.</param>
    public static IReadOnlyList<string> Of(ColdGroup group) =>
        [
            .. group
                .Entries.Select(entry => ColdNames.StubOf(entry.Name))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
