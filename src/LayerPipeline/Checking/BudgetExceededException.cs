namespace LayerPipeline.Checking;

/// <summary>The layer is larger than its budget.</summary>
/// <param name="message">Measured bytes, the limit, the largest contributors, and the next step.</param>
public sealed class BudgetExceededException(string message) : LayerPipelineException(message);
