namespace LayerPipeline.Recording.Materials;

/// <summary>A file is no provenance from which a layer can be made again.</summary>
/// <param name="message">What is missing or malformed.</param>
/// <param name="innerException">What reading it met, or null.</param>
public sealed class InvalidProvenanceException(string message, Exception? innerException = null)
    : LayerPipelineException(message, innerException);
