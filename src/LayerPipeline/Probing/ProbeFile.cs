namespace LayerPipeline.Probing;

/// <summary>One file of the probe, to be written where an interpreter can read it.</summary>
/// <param name="Name">Relative path with <c>/</c> between the parts: <c>probe.py</c> or <c>behaviours/NAME.py</c>.</param>
/// <param name="Content">The file's bytes.</param>
public sealed record ProbeFile(string Name, ReadOnlyMemory<byte> Content);
