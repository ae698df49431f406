namespace LayerPipeline.Checking;

/// <summary>A shared library would not load in the runtime: wrong machine, too new, damaged, or something that it needs is missing.</summary>
/// <param name="message">The gate, the measured value, the files, and the next step.</param>
public sealed class PlatformMismatchException(string message) : LayerPipelineException(message);
