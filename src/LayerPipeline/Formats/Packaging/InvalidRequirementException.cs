namespace LayerPipeline.Formats.Packaging;

/// <summary>A text is not a requirement by PEP 508, a version by PEP 440 or an environment marker.</summary>
/// <param name="problem">What is wrong and what is expected.</param>
public sealed class InvalidRequirementException(string problem) : LayerPipelineException(problem);
