namespace LayerPipeline.Formats.Packaging;

/// <summary>A distribution's claim to have installed a file.</summary>
/// <param name="Distribution">Normalised name of the distribution.</param>
/// <param name="Hash">The file's hash as the RECORD has it; empty where it has none.</param>
internal sealed record FileClaim(string Distribution, string Hash);
