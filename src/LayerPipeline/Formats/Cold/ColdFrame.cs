namespace LayerPipeline.Formats.Cold;

/// <summary>What a cold store has of one unit: the distributions that are inflated together, most often one.</summary>
/// <param name="Name">Name of the unit and of the folder that it is inflated to: that of its distribution.</param>
/// <param name="Codec">How it is compressed.</param>
/// <param name="Files">Its files, in the order in which their contents follow each other.</param>
/// <param name="Content">The contents, compressed as one.</param>
internal sealed record ColdFrame(string Name, ColdCodec Codec, IReadOnlyList<ColdFile> Files, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of its files, inflated.</summary>
    public long Bytes { get; } = Files.Sum(file => file.Bytes);
}
