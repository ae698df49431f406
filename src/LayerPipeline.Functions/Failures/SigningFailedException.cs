namespace LayerPipeline.Functions.Failures;

/// <summary>AWS Signer did not sign the layer.</summary>
/// <param name="message">What happened and what to do.</param>
public sealed class SigningFailedException(string message) : LayerPipelineException(message);
