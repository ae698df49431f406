namespace LayerPipeline.Checking;

/// <summary>A gate other than size failed: the layer would not work.</summary>
/// <param name="message">The gate, the measured value, and the next step.</param>
public sealed class LayerRefusedException(string message) : LayerPipelineException(message);
