namespace LayerPipeline.Recording.Materials;

/// <summary>A file of the layer that is not as its wheel has it.</summary>
/// <param name="Path">Its path in the layer.</param>
/// <param name="Distribution">Whose it is; null where no RECORD says so.</param>
/// <param name="Sha256">SHA-256 of what the layer has, in lower-case hexadecimal; of a link that of its target's name.</param>
/// <param name="OriginalSha256">SHA-256 of what the wheel has.</param>
/// <param name="Reason">What was done to it.</param>
public sealed record RewrittenFile(string Path, string? Distribution, string Sha256, string OriginalSha256, string Reason);
