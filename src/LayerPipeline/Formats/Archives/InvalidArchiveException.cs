namespace LayerPipeline.Formats.Archives;

/// <summary>A zip archive that is damaged, hostile, or uses what Lambda does not take. Nothing was written from it.</summary>
/// <param name="message">What was found and what is allowed.</param>
/// <param name="innerException">The decoder's own complaint, when there is one.</param>
public sealed class InvalidArchiveException(string message, Exception? innerException = null)
    : LayerPipelineException(message, innerException);
