namespace LayerPipeline.Demo;

/// <summary>An extension that was compiled.</summary>
/// <param name="File">The shared library, at its place in the wheel.</param>
/// <param name="Warnings">What the compiler printed; empty if it printed nothing.</param>
public sealed record CompiledModule(WheelFile File, string Warnings);
