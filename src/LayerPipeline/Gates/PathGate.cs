using LayerPipeline.Runs;

namespace LayerPipeline.Gates;

/// <summary>
/// Entries where Lambda's Python looks for them: below python/, or below the other folders that a layer may have.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.
/// </summary>
public sealed class PathGate : IGate
{
    private static readonly string[] OtherFolders = ["lib/", "bin/", "extensions/"];

    /// <inheritdoc />
    public GateResult Check(LayerUnderTest layer)
    {
        var inPython = layer.Files.Count(file => file.Name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal));
        var strange = layer.Files.Where(file => !IsKnown(file.Name)).Select(file => file.Name).ToList();
        var measured = $"{inPython} of {layer.Files.Count} entries below python/";
        if (inPython == 0)
        {
            var first = layer.Files.Count == 0 ? "the archive is empty" : $"the first entry is '{layer.Files[0].Name}'";
            return new GateResult
            {
                Gate = "paths",
                Status = GateStatus.Fail,
                Measured = measured,
                Message = $"No entry lies below python/ ({first}), so Python finds nothing. Pack the packages into a folder named python.",
            };
        }

        return new GateResult
        {
            Gate = "paths",
            Status = strange.Count == 0 ? GateStatus.Pass : GateStatus.Warn,
            Measured = measured,
            Message =
                strange.Count == 0
                    ? ""
                    : $"{strange.Count} entries lie where no runtime looks, for example '{strange[0]}'; they only cost bytes.",
        };
    }

    private static bool IsKnown(string name) =>
        name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal)
        || OtherFolders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal));
}
