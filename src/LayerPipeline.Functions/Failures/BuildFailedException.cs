namespace LayerPipeline.Functions.Failures;

/// <summary>The build container ended with an error that is not pip's.</summary>
/// <param name="message">The phase, its message and the log.</param>
public sealed class BuildFailedException(string message) : LayerPipelineException(message);
