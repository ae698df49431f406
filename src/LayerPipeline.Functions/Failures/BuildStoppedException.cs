namespace LayerPipeline.Functions.Failures;

/// <summary>The build container was stopped, took too long, or broke down.</summary>
/// <param name="message">What happened and the log.</param>
public sealed class BuildStoppedException(string message) : LayerPipelineException(message);
