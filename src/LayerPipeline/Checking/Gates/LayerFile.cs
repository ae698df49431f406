namespace LayerPipeline.Checking.Gates;

/// <summary>One entry of a layer, as gates see it.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Bytes">Unzipped bytes.</param>
/// <param name="Mode">Unix mode bits; 0 where the archive has none.</param>
/// <param name="LinkTarget">Target of a symbolic link; null for others.</param>
internal sealed record LayerFile(string Name, long Bytes, int Mode, string? LinkTarget);
