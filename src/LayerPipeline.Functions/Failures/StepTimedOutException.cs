namespace LayerPipeline.Functions.Failures;

/// <summary>A function stopped itself a little before its time was over.</summary>
/// <param name="message">The step, and what to do.</param>
public sealed class StepTimedOutException(string message) : LayerPipelineException(message);
