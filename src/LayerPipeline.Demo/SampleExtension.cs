namespace LayerPipeline.Demo;

/// <summary>One extension module of a sample.</summary>
/// <param name="Module">Full module name, for example <c>package._native</c>.</param>
/// <param name="Sources">C files, relative to the sample's <c>src</c>.</param>
public sealed record SampleExtension(string Module, IReadOnlyList<string> Sources);
