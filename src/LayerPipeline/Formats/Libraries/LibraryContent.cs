namespace LayerPipeline.Formats.Libraries;

/// <summary>A library as far as its content is compared with others'.</summary>
/// <param name="Path">Path in the layer.</param>
/// <param name="Sha256">Digest of what will be stored, in lower-case hexadecimal.</param>
/// <param name="Bytes">Length of what will be stored.</param>
/// <param name="IsExtensionModule">Whether Python imports it (<see cref="SharedLibrary.IsExtensionModule"/>).</param>
internal sealed record LibraryContent(string Path, string Sha256, long Bytes, bool IsExtensionModule)
{
    /// <summary>
    /// Whether the loader takes copies of it for one library by themselves, since it knows a library that others need by the name that it
    /// gives itself (DT_SONAME), and it does not ask where it lies (dladdr).
    /// </summary>
    public bool IsFoundByName { get; init; }
}
