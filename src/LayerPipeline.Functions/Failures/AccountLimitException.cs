namespace LayerPipeline.Functions.Failures;

/// <summary>The account runs no more builds or functions at a time, and none ended for as long as a build may take.</summary>
/// <param name="message">The quota, and whom to ask for more.</param>
public sealed class AccountLimitException(string message) : LayerPipelineException(message);
