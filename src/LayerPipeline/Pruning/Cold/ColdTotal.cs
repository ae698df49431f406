namespace LayerPipeline.Pruning.Cold;

/// <summary>One unit of a cold store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Distributions">Its distributions: one, or those whose libraries need each other.</param>
/// <param name="Files">Its files.</param>
/// <param name="Bytes">Their bytes, inflated.</param>
/// <param name="StoredBytes">Their bytes in the store.</param>
/// <param name="Codec">How they are compressed.</param>
/// <param name="IsImportedAtOnce">Whether importing what was requested imports some of it.</param>
public sealed record ColdTotal(
    string Name,
    IReadOnlyList<string> Distributions,
    int Files,
    long Bytes,
    long StoredBytes,
    string Codec,
    bool IsImportedAtOnce
);
