using System.Text;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Unzipped bytes with the reserve under Lambda's limit.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
/// </summary>
internal sealed class SizeGate : IGate
{
    /// <inheritdoc />
    public string Name => "size";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Size;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var bytes = layer.Bytes;
        var measured = $"{MessageText.Number(bytes)} of {MessageText.Number(layer.BudgetBytes)} bytes";
        var fits = bytes < layer.BudgetBytes;
        var others =
            $"{Plural.Of(layer.UnknownLayers, "other layer counts", "other layers count")} towards the limit too; Lambda itself checks the sizes. If you know them, give their sum in budget.otherLayersBytes.";
        yield return !fits ? this.Fail(measured, TooLarge(Shortfall.Of(layer), layer.OtherLayersBytes))
        : layer.UnknownLayers > 0 ? this.Warn(measured, others)
        : this.Pass(measured);
    }

    private static string TooLarge(Shortfall layer, long others)
    {
        var reserve = LambdaLimits.UnzippedBytes - layer.BudgetBytes - others;
        var text = new StringBuilder();
        text.Append(
            $"The layer has {MessageText.Number(layer.Bytes)} bytes unzipped and must stay under {MessageText.Number(layer.BudgetBytes)}"
        );
        string[] parts =
        [
            .. reserve > 0 ? [$"the reserve of {MessageText.Number(reserve)}"] : Array.Empty<string>(),
            .. others > 0 ? [$"{MessageText.Number(others)} of other layers"] : Array.Empty<string>(),
        ];
        text.Append(
            parts.Length > 0
                ? $" ({MessageText.Number(LambdaLimits.UnzippedBytes)}, Lambda's limit, less {string.Join(" and ", parts)})."
                : ", Lambda's limit."
        );
        text.Append($" It is {MessageText.Number(layer.MissingBytes)} bytes too large.");
        text.Append("\nLargest distributions: ").Append(Join(layer.Distributions));
        text.Append("\nLargest files: ").Append(Join(layer.Files));
        foreach (var copies in layer.Copies)
        {
            text.Append($"\nThe same library in several distributions: {copies.Library} in {Join(copies.In)}; ")
                .Append($"one copy for all would save {MessageText.Number(copies.SavedBytes)}, if you build these packages against one");
        }

        text.Append(layer.Ways.Count > 0 ? "\nWhat you can do:" : $"\nNext: {Advice(reserve)}");
        foreach (var (index, way) in layer.Ways.Index())
        {
            text.Append($"\n{index + 1, 3}. {Describe(way)}");
        }

        if (layer.Fitting is { } fitting)
        {
            text.Append(
                $"\nNext: add {string.Join(' ', fitting.Options)}: with that it would have {MessageText.Number(fitting.Bytes)} bytes: it fits."
            );
        }
        else if (layer.Ways.Count > 0)
        {
            text.Append("\nNext: none of the options is enough, so leave packages out, or package the function as a container image.");
        }

        return text.ToString();
    }

    private static string Advice(long reserve) =>
        $"{(reserve > 0 ? "lower budget.reserveBytes, " : "")}request fewer packages, or name files that you do not need in prune.drop.";

    private static string Describe(WayOn way)
    {
        var saved = way.Bytes is { } bytes
            ? $"{MessageText.Number(bytes)} bytes{(way.IsExact ? "" : " (estimate)")}{(way.IsEnough ? ", enough" : "")}: "
            : "";
        var breaks = way.Breaks is null ? "" : $". Stops working: {way.Breaks}";
        var name = way.Kind == WayKind.Rule ? $"{way.Name}, " : "";
        return $"{saved}{name}{way.Do}{breaks}";
    }

    private static string Join(IEnumerable<NamedBytes> items) =>
        string.Join(", ", items.Select(item => $"{item.Name} {MessageText.Number(item.Bytes)}"));
}
