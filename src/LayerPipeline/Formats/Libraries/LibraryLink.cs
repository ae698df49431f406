namespace LayerPipeline.Formats.Libraries;

/// <summary>A library that becomes a symbolic link to another one with the same content.</summary>
/// <param name="Path">Path in the layer of the link.</param>
/// <param name="Target">Where it leads, relative to its folder.</param>
/// <param name="SavedBytes">Bytes that are no longer stored.</param>
public sealed record LibraryLink(string Path, string Target, long SavedBytes);
