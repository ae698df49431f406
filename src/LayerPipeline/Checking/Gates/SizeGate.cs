using System.Globalization;
using System.Text;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Unzipped bytes with the reserve under Lambda's limit.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
/// </summary>
internal sealed class SizeGate : IGate
{
    private const int Listed = 10;

    /// <inheritdoc />
    public string Name => "size";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Size;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var bytes = layer.Bytes;
        var measured = $"{Number(bytes)} of {Number(layer.BudgetBytes)} bytes";
        var fits = bytes < layer.BudgetBytes;
        var others =
            $"{Plural.Of(layer.OtherLayers, "other layer counts", "other layers count")} towards the limit too; Lambda itself checks the sizes.";
        yield return !fits ? this.Fail(measured, TooLarge(layer, bytes))
        : layer.OtherLayers > 0 ? this.Warn(measured, others)
        : this.Pass(measured);
    }

    private static string TooLarge(LayerFacts layer, long bytes)
    {
        var reserve = LambdaLimits.UnzippedBytes - layer.BudgetBytes;
        var text = new StringBuilder();
        text.Append($"The layer has {Number(bytes)} bytes unzipped and must stay under {Number(layer.BudgetBytes)}");
        text.Append(
            reserve > 0
                ? $" ({Number(LambdaLimits.UnzippedBytes)}, Lambda's limit, less the reserve of {Number(reserve)})."
                : ", Lambda's limit."
        );
        text.Append($" It is {Number(bytes - layer.BudgetBytes + 1)} bytes too large.");
        text.Append("\nLargest distributions: ").Append(Join(Distributions(layer)));
        text.Append("\nLargest files: ").Append(Join(layer.Files.Select(file => (file.Name, file.Bytes))));
        text.Append("\nNext: ").Append(Advice(layer, reserve));
        return text.ToString();
    }

    private static string Advice(LayerFacts layer, long reserve)
    {
        var lower = reserve > 0 ? "lower budget.reserveBytes, " : "";
        var rest = $"{lower}request fewer packages, or name files that you do not need in prune.drop.";
        return layer.NextTier switch
        {
            { Bytes: > 0 and var bytes } next => $"prune.upTo '{next.Tier}' would save {Number(bytes)} more bytes; otherwise {rest}",
            { Bytes: null } next => $"try prune.upTo '{next.Tier}', which makes libraries smaller; otherwise {rest}",
            _ => rest,
        };
    }

    private static IEnumerable<(string Name, long Bytes)> Distributions(LayerFacts layer) =>
        layer
            .Files.GroupBy(file => layer.DistributionOf(file.Name) ?? "(none)", StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(file => file.Bytes)));

    private static string Join(IEnumerable<(string Name, long Bytes)> items) =>
        string.Join(
            ", ",
            items
                .OrderByDescending(item => item.Bytes)
                .ThenBy(item => item.Name, StringComparer.Ordinal)
                .Take(Listed)
                .Select(item => $"{item.Name} {Number(item.Bytes)}")
        );

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
