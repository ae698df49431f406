namespace LayerPipeline.Formats.Libraries;

/// <summary>A library that becomes a symbolic link to another one with the same content.</summary>
/// <param name="Path">Path in the layer of the link.</param>
/// <param name="Target">Where it leads, relative to its folder.</param>
internal sealed record LibraryLink(string Path, string Target);
