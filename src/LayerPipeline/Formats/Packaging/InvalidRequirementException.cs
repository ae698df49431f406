namespace LayerPipeline.Formats.Packaging;

/// <summary>A text is no requirement by PEP 508, no version by PEP 440 or no environment marker.</summary>
/// <param name="problem">What is wrong and what is expected.</param>
public sealed class InvalidRequirementException(string problem) : LayerPipelineException(problem);
