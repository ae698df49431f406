namespace LayerPipeline.Formats.Contents;

/// <summary>Files with the same content, by their SHA-256.</summary>
/// <param name="Sha256">That digest, in lower-case hexadecimal.</param>
/// <param name="Bytes">Bytes of one of them, unzipped.</param>
/// <param name="Paths">Their names in the archive, in ordinal order.</param>
public sealed record DuplicateGroup(string Sha256, long Bytes, IReadOnlyList<string> Paths)
{
    /// <summary>Unzipped bytes of all of them but one.</summary>
    public long SpareBytes => Bytes * (Paths.Count - 1);
}
