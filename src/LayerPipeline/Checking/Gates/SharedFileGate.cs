using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Files that several distributions install with different contents: pip keeps those of the last one and says nothing, and the others
/// get a neighbour's. Files of which all have the same content do no harm.
/// </summary>
internal sealed class SharedFileGate : IGate
{
    private const int Listed = 3;

    /// <inheritdoc />
    public string Name => "shared-files";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Neighbours;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var measured = $"{Plural.Of(layer.Shared.Count, "file")} of several distributions with different contents";
        var groups = layer.Shared.GroupBy(file => (Owners: MessageText.List(file.Owners), Others: MessageText.List(file.Others)));
        yield return layer.Shared.Count == 0
            ? this.Pass(measured)
            : this.Warn(measured, string.Join("\n", groups.Select(group => Describe([.. group]))));
    }

    private static string Describe(IReadOnlyList<SharedFile> files)
    {
        var (owners, others) = (files[0].Owners, files[0].Others);
        var all = owners.Concat(others).Order(StringComparer.Ordinal).ToList();
        var named = MessageText.List([.. files.Select(file => LayerTree.Below(file.Path) ?? file.Path)], Listed);
        var whose =
            owners.Count == 0 ? "What is there is of none of them"
            : others.Count == 0 ? "Their RECORDs have no hashes, so whose is there can't be told"
            : $"What is there is from {And(owners)}; what {And(others)} installed was overwritten";
        return $"{And(all)} install the same {(files.Count == 1 ? "file" : "files")}, each with contents of its own: {named}. {whose}. "
            + $"Leave out all of them but one, unless the function works with {(files.Count == 1 ? "this file" : "these files")} as tested.";
    }

    private static string And(IReadOnlyList<string> names) =>
        names.Count < 2 ? MessageText.List(names) : $"{MessageText.List(names.Take(names.Count - 1))} and {names[^1]}";
}
