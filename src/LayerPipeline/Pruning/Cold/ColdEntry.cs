using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Pruning.Cold;

/// <summary>An entry of the plain layer that may go cold.</summary>
/// <param name="Name">Its name in the layer.</param>
/// <param name="Entry">Its entry in the archive that it comes from.</param>
/// <param name="Kind">Files of a kind are stored together: libraries, sources, bytecode, anything else.</param>
/// <param name="IsBytecode">Whether it comes from bytecode.zip rather than from the plain layer.</param>
internal sealed record ColdEntry(string Name, ZipEntry Entry, int Kind, bool IsBytecode);
