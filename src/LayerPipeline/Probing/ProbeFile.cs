namespace LayerPipeline.Probing;

/// <summary>One file of the probe, to be written where an interpreter can read it.</summary>
/// <param name="Name">Relative path with <c>/</c> between the parts: <c>probe/child.py</c> or <c>probe/behaviours/NAME.py</c>.</param>
/// <param name="Content">The file's bytes.</param>
public sealed record ProbeFile(string Name, ReadOnlyMemory<byte> Content);
