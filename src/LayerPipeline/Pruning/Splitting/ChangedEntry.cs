namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// An entry that is in the layer with other content than in raw.zip: what RECORDs and the report say of it, which outlives its bytes.
/// </summary>
/// <param name="Bytes">Unzipped bytes that it takes in the layer; of a link, its target's name.</param>
/// <param name="ContentBytes">Bytes that a reader of the file sees.</param>
/// <param name="Sha256">SHA-256 of what a reader of the file sees.</param>
/// <param name="Tier">Name of the tier that changed it, or null.</param>
/// <param name="Reason">What was changed, in words.</param>
internal sealed record ChangedEntry(long Bytes, long ContentBytes, ReadOnlyMemory<byte> Sha256, string? Tier, string Reason)
{
    /// <summary>Bytes of a library where only what is never loaded goes; null where no tier above changed it.</summary>
    public long? TrimmedBytes { get; init; }
}
