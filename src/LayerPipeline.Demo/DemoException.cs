namespace LayerPipeline.Demo;

/// <summary>The demo's samples can't be packed at all: they are not there, are damaged, or the interpreter does not answer.</summary>
/// <param name="message">What was found and what to do next.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class DemoException(string message, Exception? innerException = null) : LayerPipelineException(message, innerException);
