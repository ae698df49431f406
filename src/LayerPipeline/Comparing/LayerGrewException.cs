using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Comparing;

/// <summary>A layer grew by more than is allowed.</summary>
/// <param name="message">By how much, the limit, and what grew most.</param>
public sealed class LayerGrewException(string message) : LayerPipelineException(message)
{
    private const int Named = 5;

    internal static LayerGrewException Of(LayerComparison comparison, long maxBytes)
    {
        var grown = comparison
            .Distributions.Select(item => (item.Name, Bytes: (item.NewBytes ?? 0) - (item.OldBytes ?? 0)))
            .Where(item => item.Bytes > 0)
            .OrderByDescending(item => item.Bytes)
            .Select(item => $"{MessageText.Shorten(item.Name)} {MessageText.Number(item.Bytes)}")
            .ToList();
        return new LayerGrewException(
            $"The layer grew by {MessageText.Number(comparison.GrowthBytes)} bytes, from {MessageText.Number(comparison.Old.Bytes)} to "
                + $"{MessageText.Number(comparison.New.Bytes)}; at most {MessageText.Number(maxBytes)} are allowed (--max-growth)."
                + (grown.Count == 0 ? "" : $"\nMost by: {MessageText.List(grown, Named)}.")
                + "\nRemove what you don't need from the request, or allow more."
        );
    }
}
