namespace LayerPipeline.Formats.Libraries;

/// <summary>A symbol that a library imports by version.</summary>
/// <param name="Name">For example <c>_gfortran_st_write</c>.</param>
/// <param name="Version">For example <c>GFORTRAN_8</c>.</param>
/// <param name="File">The library that has to bring it, as in DT_NEEDED.</param>
internal sealed record VersionedSymbol(string Name, string Version, string File);
