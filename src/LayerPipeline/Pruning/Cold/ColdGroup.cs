namespace LayerPipeline.Pruning.Cold;

/// <summary>Distributions that can only go cold together: one, or those whose libraries need each other.</summary>
/// <param name="Distributions">Their normalised names, in order.</param>
/// <param name="Entries">What of them goes cold.</param>
/// <param name="NeededBy">
/// How many of the requested distributions need it, where importing them loads some of it; 0 where that loads nothing of it.
/// </param>
internal sealed record ColdGroup(IReadOnlyList<string> Distributions, IReadOnlyList<ColdEntry> Entries, int NeededBy)
{
    private const int NameLength = 100;

    /// <summary>Whether importing what was requested loads some of it.</summary>
    public bool IsTouched => NeededBy > 0;

    /// <summary>Name of the unit that it becomes.</summary>
    public string Name { get; } = string.Join('+', Distributions) is { Length: <= NameLength } name ? name : Distributions[0];

    /// <summary>Bytes inflated.</summary>
    public long Bytes { get; } = Entries.Sum(entry => entry.Entry.Bytes);

    /// <summary>Bytes deflated, which say about how well it can be compressed.</summary>
    public long DeflatedBytes { get; } = Entries.Sum(entry => entry.Entry.CompressedBytes);

    /// <summary>Bytes that the layer saves for each that has to be inflated, about.</summary>
    public double Saving => 1 - ((double)DeflatedBytes / Math.Max(Bytes, 1));
}
