namespace LayerPipeline.Formats.Cold;

/// <summary>A file of a cold distribution.</summary>
/// <param name="Path">Path below <c>python/</c>.</param>
/// <param name="Mode">Unix mode bits; a link's content is its target.</param>
/// <param name="Bytes">Length of its content.</param>
/// <param name="Sha256">SHA-256 of its content, 32 bytes.</param>
public sealed record ColdFile(string Path, int Mode, long Bytes, ReadOnlyMemory<byte> Sha256);
