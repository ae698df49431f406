using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Recording.Materials;

/// <summary>The library of the layer that inflates its cold store.</summary>
/// <param name="Decoder">Where it comes from.</param>
/// <param name="Path">Its path in the layer.</param>
/// <param name="Sha256">SHA-256 of it, in lower-case hexadecimal.</param>
public sealed record StoredDecoder(ColdDecoder Decoder, string Path, string Sha256);
