namespace LayerPipeline.Foundation.Files;

/// <summary>A file of a run is missing, can't be read, or is not what its step needs.</summary>
/// <param name="message">Which file, what is wrong, and which step writes it.</param>
/// <param name="innerException">The reader's own complaint, when there is one.</param>
public sealed class RunFileException(string message, Exception? innerException = null) : LayerPipelineException(message, innerException);
