using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Entries where Lambda's Python looks for them: below python/ or its site-packages, or below the other folders that a layer may have.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.
/// </summary>
internal sealed class PathGate : IGate
{
    private const string SignatureFolder = "META_INF/";
    private static readonly string[] OtherFolders = ["lib/", "bin/", "extensions/"];

    /// <inheritdoc />
    public string Name => "paths";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Entries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var python = layer.Runtime.Python;
        var inPython = layer.Files.Count(file => file.Name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal));
        var inSite = layer.Files.Count(file => file.Name.StartsWith(LayerTree.SitePackages(python), StringComparison.Ordinal));
        var (status, message) = Judge(layer, python);
        var measured =
            $"{inPython} of {layer.Files.Count} entries below python/"
            + (inSite == 0 ? "" : $", {inSite} of them below {LayerTree.SitePackages(python)}")
            + (
                layer.Files.Any(file => file.Name == LayerTree.Signature)
                    ? ", signed by AWS Signer (the signature is not verified here)"
                    : ""
            );
        yield return this.Answer(status, measured, message);
    }

    private static (GateStatus Status, string Message) Judge(LayerFacts layer, string python)
    {
        var found = layer.Files.Where(file => !file.Name.EndsWith('/')).Select(file => file.Name).ToList();
        var others = found.Where(name => LayerTree.IsOfAnotherVersion(name, python)).ToList();
        var strange = layer.Files.Where(file => !IsKnown(file.Name)).Select(file => file.Name).ToList();
        if (!found.Exists(name => name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal)))
        {
            var first = layer.Files.Count == 0 ? "the archive is empty" : $"the first entry is '{layer.Files[0].Name}'";
            return (
                GateStatus.Fail,
                $"No entry is below python/ ({first}), so Python finds nothing. Put the packages into a folder named python."
            );
        }

        if (others.Count > 0)
        {
            var elsewhere = found.Exists(name => LayerTree.Below(name, python) is not null);
            return (
                elsewhere ? GateStatus.Warn : GateStatus.Fail,
                $"{Plural.Of(others.Count, "entry is", "entries are")} in the folder of another Python version, where {python} never looks, for example '{others[0]}'. "
                    + $"Give that version with --python, or put packages for {python} into python/ or {LayerTree.SitePackages(python)}."
            );
        }

        return strange.Count == 0
            ? (GateStatus.Pass, "")
            : (
                GateStatus.Warn,
                $"{Plural.Of(strange.Count, "entry is", "entries are")} where no runtime looks, for example '{strange[0]}', and only {(strange.Count == 1 ? "takes" : "take")} up space."
            );
    }

    private static bool IsKnown(string name) =>
        name.StartsWith(LayerTree.Prefix, StringComparison.Ordinal)
        || name is LayerTree.Signature or SignatureFolder
        || OtherFolders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal));
}
