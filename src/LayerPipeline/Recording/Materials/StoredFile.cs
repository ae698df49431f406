namespace LayerPipeline.Recording.Materials;

/// <summary>A file that the layer keeps in its cold store, where no other tool can hash it.</summary>
/// <param name="Path">Its path in the plain layer.</param>
/// <param name="Distribution">Whose it is; null where no RECORD says so.</param>
/// <param name="Sha256">SHA-256 of its content, inflated, in lower-case hexadecimal; of a link that of its target's name.</param>
public sealed record StoredFile(string Path, string? Distribution, string Sha256);
