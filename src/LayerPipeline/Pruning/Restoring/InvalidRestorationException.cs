namespace LayerPipeline.Pruning.Restoring;

/// <summary>A file that a user wants back can't be restored.</summary>
/// <param name="message">What was asked for, why it can't be done, and what to do next.</param>
public sealed class InvalidRestorationException(string message) : LayerPipelineException(message);
