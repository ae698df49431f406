using LayerPipeline.Checking.Gates;

namespace LayerPipeline.Checking;

/// <summary>The layer is larger than its budget.</summary>
/// <param name="message">Measured bytes, the limit, the largest contributors, and the next step.</param>
/// <param name="shortfall">The same as data; null where it is not known.</param>
public sealed class BudgetExceededException(string message, Shortfall? shortfall = null) : LayerPipelineException(message)
{
    /// <summary>What is too much, what it is, and what can be done about it; null where it is not known.</summary>
    public Shortfall? Shortfall { get; } = shortfall;
}
