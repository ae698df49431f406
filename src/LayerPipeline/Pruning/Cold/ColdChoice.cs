using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Pruning.Cold;

/// <summary>What goes cold, compressed and ready to be written.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="Frames">One frame a group, in the same order.</param>
/// <param name="Bytes">Unzipped bytes of the layer with them, and with the bytecode that what stays hot needs.</param>
internal sealed record ColdChoice(IReadOnlyList<ColdGroup> Groups, IReadOnlyList<ColdFrame> Frames, long Bytes);
