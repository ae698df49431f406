namespace LayerPipeline.Explaining;

/// <summary>A run has no file that a caller names.</summary>
/// <param name="message">What was looked for, and what is there.</param>
public sealed class UnknownFileException(string message) : LayerPipelineException(message);
