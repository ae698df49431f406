namespace LayerPipeline.Probing;

/// <summary>A part of the work, for where one call has a time limit. Every slice of a tree cuts it in the same way.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are, at least 1.</param>
public sealed record ProbeSlice(int Index, int Count);
