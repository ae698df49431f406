namespace LayerPipeline.Checking.Gates;

/// <summary>One library that several distributions of a layer bring, each in a copy of its own.</summary>
/// <param name="Library">What it is, for example <c>OpenBLAS</c>.</param>
/// <param name="In">The distributions with the bytes of their copies, largest first.</param>
public sealed record LibraryCopies(string Library, IReadOnlyList<NamedBytes> In)
{
    /// <summary>Bytes that one copy for all would save: everything but the largest.</summary>
    public long SavedBytes => In.Skip(1).Sum(copy => copy.Bytes);
}
