namespace LayerPipeline;

/// <summary>
/// An expected failure: caused by a request, a package or an archive, not an internal error.
/// The short type name is what a workflow catches, so renaming a subclass is a change of contract.
/// </summary>
/// <param name="message">What was found, what is allowed, and what to do next.</param>
/// <param name="innerException">The cause, when there is one.</param>
public abstract class LayerPipelineException(string message, Exception? innerException = null) : Exception(message, innerException);
