namespace LayerPipeline.Formats.Packaging;

/// <summary>A file that the RECORDs of several distributions list, and of which they do not say the same.</summary>
/// <param name="Path">Name of the entry.</param>
/// <param name="Owners">
/// Normalised names of those whose RECORD has the hash of the file that is there; where none has, of those whose RECORD has no hash.
/// </param>
/// <param name="Others">Normalised names of the others: what they installed was overwritten.</param>
internal sealed record SharedFile(string Path, IReadOnlyList<string> Owners, IReadOnlyList<string> Others);
