namespace LayerPipeline.Formats.Cold;

/// <summary>A unit of a cold store that was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Codec">How it is compressed.</param>
/// <param name="Offset">Where its frame begins in the store.</param>
/// <param name="StoredBytes">Length of its frame.</param>
/// <param name="Bytes">Bytes of its files, inflated.</param>
/// <param name="Files">Its files in the order of the frame.</param>
public sealed record ColdUnit(string Name, ColdCodec Codec, int Offset, int StoredBytes, long Bytes, IReadOnlyList<ColdFile> Files);
