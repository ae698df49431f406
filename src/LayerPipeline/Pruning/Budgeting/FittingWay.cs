namespace LayerPipeline.Pruning.Budgeting;

/// <summary>A way on that was tried: with it the layer fits.</summary>
/// <param name="Options">Options of the command line, such as <c>--up-to kernels</c>, in the order in which they are typed.</param>
/// <param name="Bytes">Unzipped bytes that the layer then has at most.</param>
public sealed record FittingWay(IReadOnlyList<string> Options, long Bytes);
