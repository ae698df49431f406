namespace LayerPipeline.Pruning.Splitting;

/// <summary>Where a library leads that becomes a symbolic link to another one with the same content.</summary>
/// <param name="Target">Name of the entry that it leads to.</param>
/// <param name="Bytes">Bytes of the content that both had in raw.zip.</param>
/// <param name="Sha256">SHA-256 of that content.</param>
internal sealed record DuplicateLink(string Target, long Bytes, ReadOnlyMemory<byte> Sha256);
