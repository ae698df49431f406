namespace LayerPipeline.Planning.Sources;

/// <summary>A file that another one names.</summary>
/// <param name="Name">Its path as messages have it.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
public sealed record NamedFile(string Name, string Sha256);
