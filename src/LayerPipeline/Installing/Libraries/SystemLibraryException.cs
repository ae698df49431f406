namespace LayerPipeline.Installing.Libraries;

/// <summary>A library of the system that the request wants can't be had, or does not fit the runtime.</summary>
/// <param name="message">Which one, why, and what to do.</param>
public sealed class SystemLibraryException(string message) : LayerPipelineException(message);
